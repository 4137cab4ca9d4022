/** `/docs`: Swagger UI for this service's OpenAPI document. This service serves every file of it. */
import type { FastifyInstance } from 'fastify'
import { describeErrors } from '../error-page.ts'
import { sendError } from '../reply.ts'
import { serveFiles } from './files.ts'
import { hashOf, icon, iconPath, sendPart } from './page.ts'

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
  describeErrors(app)
  app.get(iconPath, async (_request, reply) => sendPart(reply, 'image/svg+xml', icon))
  // The build copies only these two files of @fastify/swagger-ui: its plugin would cost 30 ms and 5 MB at each start.
  serveFiles(app, '/docs', 'swagger-ui', ['swagger-ui.css', 'swagger-ui-bundle.js'])
}
