/** How much the service takes before it says so: guesses at a secret, and work. */
import { getHeapStatistics } from 'node:v8'
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { serviceUnavailable, throttledUser } from '../errors/index.ts'

export interface Limits {
  /** Failed authentications a minute of one address for one AccessKeyId; 0 for any number. */
  readonly authFailures: number
  /** Milliseconds that the event loop may be late; 0 for any. */
  readonly maxEventLoopDelayMs: number
}

/** Refuses who has failed too often, before another secret is tried. */
export interface Failures {
  /** Throws Throttling.User. `name` is who the caller says to be. */
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
    /** Who the caller says to be. */
    claimedName: string
  }
}

const sampleMs = 1000
const heapShare = 0.9

/** To be called before the routes are added. */
export async function limit(app: FastifyInstance, { authFailures, maxEventLoopDelayMs }: Limits): Promise<void> {
  await app.register(underPressure, {
    sampleInterval: sampleMs,
    maxEventLoopDelay: maxEventLoopDelayMs,
    maxHeapUsedBytes: heapShare * getHeapStatistics().heap_size_limit,
    pressureHandler: () => undefined // the hook below, when the body has said in which format to answer
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
      throw throttledUser(undefined, 'Too many failed authentications.').with({
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
