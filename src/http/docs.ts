/** `/docs`: Swagger UI on the service's own document, with every file served from here. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { hashOf, icon, iconPath, sendPart } from './page.ts'
import { sendError } from './reply.ts'

// From @fastify/swagger-ui only these two files, which the build copies: its plugin would cost each start 30 ms and 5 MB.
const files = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8'
} as const

const script = `const dark = matchMedia('(prefers-color-scheme: dark)')
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', follow)
follow()
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null
})`

const style = 'body { margin: 0 }'

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>swas-local: the API</title>
<link rel="icon" type="image/svg+xml" href="${iconPath}">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<style>${style}</style>
<body>
<div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script>${script}</script>
</html>
`

const allow = {
  'connect-src': ["'self'"],
  'img-src': ["'self'", 'data:'], // the arrows in its style sheet
  'script-src': ["'self'", hashOf(script)],
  'style-src': ["'self'", hashOf(style)]
}

export function docs(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendError(request, reply, 'JSON', error))
  for (const url of ['/docs', '/docs/'])
    app.get(url, { config: { page: true } }, async (_request, reply) =>
      sendPart(reply, 'text/html; charset=utf-8', page, allow)
    )
  app.get(iconPath, async (_request, reply) => sendPart(reply, 'image/svg+xml', icon))

  for (const [name, type] of Object.entries(files)) {
    app.get(`/docs/${name}`, async (request, reply) => {
      const content = await readFile(pathOf(name))
      const etag = `"${createHash('sha256').update(content).digest('base64url')}"`
      const isKnown = request.headers['if-none-match']?.includes(etag)
      return sendPart(reply.code(isKnown ? 304 : 200).header('etag', etag), type, isKnown ? undefined : content)
    })
  }
}

/** The build leaves them beside the program, or in `dist/` when this runs from its sources. */
function pathOf(name: string): string {
  const [built = '', source = ''] = ['./swagger-ui/', '../../dist/swagger-ui/'].map((folder) =>
    fileURLToPath(new URL(folder + name, import.meta.url))
  )
  return existsSync(built) ? built : source
}
