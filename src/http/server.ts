/** The Fastify instance of all APIs and pages: what it accepts from a connection, and what holds for every request. */
import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Scenario } from '../control/scenario.ts'
import type { RevisionWatch } from '../store/revision-watch.ts'
import { containConnections } from './contained.ts'
import { drain } from './drain.ts'
import { rejectEncoded } from './encoded.ts'
import { guard } from './guard.ts'
import { type HttpsOptions, requireHttps } from './https-only.ts'
import { type Limits, limit } from './limits.ts'
import { closeAllListeners } from './listen.ts'
import { logHooks, logSerializers } from './log.ts'
import { rejectUnknown } from './not-found.ts'
import { pages } from './pages/page.ts'
import { notForBrowsers, sendError } from './reply.ts'
import { offerTls, type TlsOptions } from './tls/index.ts'
import { rejectUnreadable } from './unreadable.ts'

export { listenAt } from './listen.ts'

const maxHeaderBytes = 96 * 1024 // the Node SDK sends a whole public key, percent-encoded, in the query
const maxBodyBytes = 1024 * 1024

export interface ServerOptions extends Limits, TlsOptions, HttpsOptions {
  /** Addresses and CIDR blocks of proxies whose X-Forwarded-… headers count. */
  readonly trustedProxies: readonly string[]
  readonly allowedHosts: readonly string[]
  readonly logLevel: string
  /** How long a request may take to arrive, in ms. */
  readonly requestTimeoutMs: number
  /** While the service closes: how long a kept-alive connection may wait for its next call, which gets 503; in ms. */
  readonly idleGraceMs: number
}

/**
 * Makes every request see what other replicas changed, and every reply show the service's clock. Call this before the
 * routes are added.
 */
export function holdTogether(
  app: FastifyInstance,
  watch: Pick<RevisionWatch, 'refresh'>,
  scenario: Pick<Scenario, 'now' | 'isMoved'>
): void {
  app.addHook('onRequest', async (request, reply) => {
    // If the database is away, the call itself fails with the right error.
    await watch.refresh()?.catch((err) => request.log.warn({ err }, 'could not look for changes'))
    if (scenario.isMoved()) reply.header('date', scenario.now().toUTCString())
  })
}

export interface LogTarget {
  write(line: string): void
}

export async function createServer(options: ServerOptions, logTo?: LogTarget): Promise<FastifyInstance> {
  const { allowedHosts, trustedProxies, logLevel, requestTimeoutMs, idleGraceMs } = options
  const app = Fastify({
    logger: { level: logLevel, serializers: logSerializers, hooks: logHooks, ...(logTo && { stream: logTo }) },
    logController: new LogController({ disableRequestLogging: true }), // Fastify would log queries, which hold secrets
    genReqId: () => randomUUID().toUpperCase(),
    requestIdHeader: false,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    keepAliveTimeout: 25_000,
    return503OnClosing: false, // drain() answers 503, with the cloud's error
    pluginTimeout: 0, // the timeout would also apply to onClose hooks
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
  offerTls(app, options)
  requireHttps(app, options)
  containConnections(app)
  rejectUnknown(app)
  guard(app, allowedHosts)
  closeAllListeners(app)
  drain(app, idleGraceMs)
  await limit(app, options)
  await pages(app)
  rejectEncoded(app)
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true }) // otherwise the body of a GET would be ignored, and no signature would cover it
  app.decorateRequest('rawBody', undefined)
  return app
}
