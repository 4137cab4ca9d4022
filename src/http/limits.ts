/** Two limits: failed logins, and load. Beyond them the service answers Throttling.User and ServiceUnavailable. */
import { getHeapStatistics } from 'node:v8'
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { serviceUnavailable, throttledUser } from '../errors/index.ts'

export interface Limits {
  /** Failed logins a minute, for one address and AccessKeyId; 0 for no limit. */
  readonly authFailures: number
  /** Event-loop delay in ms above which requests get 503; 0 for no limit. */
  readonly maxEventLoopDelayMs: number
}

/** Counts failed logins, and rejects a caller with too many before the next secret is compared. */
export interface Failures {
  /** Throws Throttling.User. `name` is the AccessKeyId that the caller names. */
  refuse(request: FastifyRequest, name: string): Promise<void>
  count(request: FastifyRequest, name: string): Promise<void>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    isAnsweredUnderPressure?: boolean
  }
  interface FastifyInstance {
    failures: Failures
  }
  interface FastifyRequest {
    /** The AccessKeyId that the caller names. */
    claimedName: string
  }
}

const sampleMs = 1000
const heapShare = 0.9

/** Call this before the routes are added. */
export async function limit(app: FastifyInstance, { authFailures, maxEventLoopDelayMs }: Limits): Promise<void> {
  await app.register(underPressure, {
    sampleInterval: sampleMs,
    maxEventLoopDelay: maxEventLoopDelayMs,
    maxHeapUsedBytes: heapShare * getHeapStatistics().heap_size_limit,
    pressureHandler: () => undefined // the hook below answers: only the body may say in which format
  })
  app.addHook('preHandler', async (request) => {
    if (!app.isUnderPressure() || request.routeOptions.config.isAnsweredUnderPressure) return
    request.log.warn(app.memoryUsage(), 'too busy')
    throw serviceUnavailable().with({ headers: { 'retry-after': String(sampleMs / 1000) } })
  })

  await app.register(rateLimit, { global: false })
  app.decorateRequest('claimedName', '')
  const limiter = app.createRateLimit({
    max: authFailures,
    timeWindow: 60_000,
    keyGenerator: (request) => `${normalizeIP(request.ip)} ${request.claimedName}`
  })
  app.decorate('failures', {
    async refuse(request, name) {
      if (authFailures === 0) return
      request.claimedName = name
      const state = await limiter(request, { increment: false })
      if (state.isAllowed || state.remaining > 0) return
      throw throttledUser({ detail: 'Too many failed authentications.' }).with({
        headers: { 'x-acs-retry-after': String(state.ttl) }
      })
    },
    async count(request, name) {
      if (authFailures === 0) return
      request.claimedName = name
      await limiter(request)
    }
  })
}
