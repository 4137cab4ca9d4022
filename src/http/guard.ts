/**
 * Keeps web pages out. Any page that a person has open can send requests to this machine, and this service believes
 * whoever calls: a page must neither change nor read anything here, whether under its own name or under one of ours.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isCloudHost } from '../catalog/endpoints.ts'
import { forbiddenHost, forbiddenOrigin } from '../errors/index.ts'
import { isVisit } from './pages/landing.ts'
import { notForBrowsers } from './reply.ts'
import type { WireParameters } from './rpc/decode.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True for what a link of another site may lead to: nobody's data, and nothing changes. */
    page?: boolean
  }
}

/** To be called before the routes are added. */
export function guard(app: FastifyInstance, allowedHosts: readonly string[]): void {
  const allowed = new Set(allowedHosts)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(notForBrowsers)
    const name = request.host.replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase()
    if (!isOurs(name) && !allowed.has(name)) throw forbiddenHost(name)
    if (isFromAnotherSite(request) && !isPage(request)) throw forbiddenOrigin()
  })
}

// A page reaches us under its own name by DNS rebinding: the name must be one that an attacker can't have. An address
// isn't looked up, a name without a dot and the reserved ones aren't for sale, and the cloud's own are Alibaba's.
const address = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/
const reserved = /^([\w-]+|.+\.(localhost|internal|test))$/

// What sends no Host at all is no browser.
const isOurs = (name: string): boolean => name === '' || address.test(name) || reserved.test(name) || isCloudHost(name)

// Browsers say it in the one header or the other; nothing else sends them unless it means to.
function isFromAnotherSite({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return true
  return headers.origin !== undefined && headers.origin.replace(/^https?:\/\//, '') !== host
}

const isPage = (request: FastifyRequest): boolean =>
  request.routeOptions.config.page === true ||
  (request.routeOptions.url === '/' && isVisit(request, request.query as WireParameters))
