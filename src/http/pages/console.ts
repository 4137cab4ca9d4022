/** `/console/`: the web console. It calls the REST API as any other client does. Its sources are in `console/`. */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sendError } from '../reply.ts'
import { serveFiles } from './files.ts'
import { iconPath, sendPart } from './page.ts'

const page = (nonce: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>swas-local: the console</title>
<link rel="icon" type="image/svg+xml" href="${iconPath}">
<link rel="stylesheet" href="/console/console.css">
<script type="module" src="/console/console.js" nonce="${nonce}"></script>
</html>
`

export function consolePages(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendError(request, reply, 'JSON', error))
  for (const url of ['/console', '/console/'])
    app.get(url, { config: { page: true } }, async (_request, reply) => {
      const nonce = randomBytes(16).toString('base64') // for the style sheets that xterm creates
      return sendPart(reply, 'text/html; charset=utf-8', page(nonce), {
        'connect-src': ["'self'"], // the terminal's WebSocket included
        'img-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", `'nonce-${nonce}'`]
      })
    })
  serveFiles(app, '/console', 'console', ['console.css', 'console.js', 'terminal.js'])
}
