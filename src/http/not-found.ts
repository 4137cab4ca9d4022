/** The answer to a request that no route takes: an unknown path, or a known path with another method. */
import type { FastifyInstance } from 'fastify'
import { actionNotFound, methodNotAllowed } from '../errors/index.ts'
import { sendError } from './reply.ts'

/** Call this before the routes are added. */
export function rejectUnknown(app: FastifyInstance): void {
  const routes: { path: RegExp; methods: readonly string[] }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    const parts = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
    routes.push({ path: new RegExp(`^${parts.join('/').replaceAll('*', '.*')}$`), methods: [method].flat() })
  })
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?')
    const allowed = new Set(routes.filter((route) => route.path.test(path)).flatMap(({ methods }) => methods))
    if (allowed.size === 0) return sendError(request, reply, 'JSON', actionNotFound())
    return sendError(request, reply.header('allow', [...allowed].sort().join(', ')), 'JSON', methodNotAllowed())
  })
}
