/** The server that all doors stand in: what it takes from a connection, and what holds for every request. */
import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Scenario } from '../control/scenario.ts'
import type { RevisionWatch } from '../store/revision-watch.ts'
import { containConnections } from './contained.ts'
import { drain } from './drain.ts'
import { rejectEncoded } from './encoded.ts'
import { guard } from './guard.ts'
import { type Limits, limit } from './limits.ts'
import { closeAllListeners } from './listen.ts'
import { logHooks, logSerializers } from './log.ts'
import { rejectUnknown } from './not-found.ts'
import { pages } from './pages/page.ts'
import { notForBrowsers, sendError } from './reply.ts'
import { rejectUnreadable } from './unreadable.ts'

export { listenAt } from './listen.ts'

const maxHeaderBytes = 96 * 1024 // the Node SDK sends a whole public key, percent-encoded, in the query
const maxBodyBytes = 1024 * 1024

export interface ServerOptions extends Limits {
  readonly allowedHosts: readonly string[]
  readonly logLevel: string
  /** How long a request may take to arrive. */
  readonly requestTimeoutMs: number
  /** While the service closes: how long a kept connection may wait for its next call, which is told so. */
  readonly idleGraceMs: number
}

/** Every request goes by what holds in all replicas, and every reply by the service's clock. Before the routes. */
export function holdTogether(
  app: FastifyInstance,
  watch: Pick<RevisionWatch, 'refresh'>,
  scenario: Pick<Scenario, 'now' | 'isMoved'>
): void {
  app.addHook('onRequest', async (request, reply) => {
    // Where the database is away, the call itself will say so.
    await watch.refresh()?.catch((err) => request.log.warn({ err }, 'could not look for changes'))
    if (scenario.isMoved()) reply.header('date', scenario.now().toUTCString())
  })
}

export interface LogTarget {
  write(line: string): void
}

export async function createServer(options: ServerOptions, logTo?: LogTarget): Promise<FastifyInstance> {
  const { allowedHosts, logLevel, requestTimeoutMs, idleGraceMs } = options
  const app = Fastify({
    logger: { level: logLevel, serializers: logSerializers, hooks: logHooks, ...(logTo && { stream: logTo }) },
    logController: new LogController({ disableRequestLogging: true }), // it would log queries, and they hold secrets
    genReqId: () => randomUUID().toUpperCase(),
    requestIdHeader: false,
    keepAliveTimeout: 25_000,
    return503OnClosing: false, // drain() does, in the cloud's words
    pluginTimeout: 0, // it would also hold for the hooks that close
    requestTimeout: requestTimeoutMs,
    http: {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000)
    },
    bodyLimit: maxBodyBytes,
    routerOptions: { maxParamLength: maxHeaderBytes }, // a path holds up to 100 ids
    frameworkErrors: (error, request, reply) => sendError(request, reply.headers(notForBrowsers), 'JSON', error),
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        keywords: ['x-swas-error', 'x-swas-detail', 'x-swas-extension']
      }
    },
    clientErrorHandler: rejectUnreadable
  })
  containConnections(app)
  rejectUnknown(app)
  guard(app, allowedHosts)
  closeAllListeners(app)
  drain(app, idleGraceMs)
  await limit(app, options)
  await pages(app)
  rejectEncoded(app)
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true }) // a body that nobody reads would be ignored, and not be seen by signatures
  app.decorateRequest('rawBody', undefined)
  return app
}
