/**
 * Protects against web pages. Every page that a browser has open can send requests to this machine, and in the mode
 * `open` this service trusts every caller. So no page of another site may change or read anything here, whether it
 * calls by its own host name or by one of this service's.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isCloudHost } from '../catalog/endpoints.ts'
import { forbiddenHost, forbiddenOrigin } from '../errors/index.ts'
import { isVisit } from './pages/landing.ts'
import { notForBrowsers } from './reply.ts'
import type { WireParameters } from './rpc/decode.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True if a link on another site may lead here: the route shows no account's data and changes nothing. */
    page?: boolean
  }
}

/** Call this before the routes are added. */
export function guard(app: FastifyInstance, allowedHosts: readonly string[]): void {
  const isAllowed = isAllowedHost(allowedHosts)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(notForBrowsers)
    // request.host is that of a trusted proxy's X-Forwarded-Host. A page can send this header, but not its own Host.
    for (const host of new Set([request.headers.host ?? '', request.host])) {
      const name = host.replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase()
      if (!isAllowed(name)) throw forbiddenHost(name)
    }
    if (isFromAnotherSite(request) && !isPage(request)) throw forbiddenOrigin()
  })
}

/** Whether this service answers to a host name, in lower case and without a port. */
export function isAllowedHost(allowedHosts: readonly string[]): (name: string) => boolean {
  const allowed = new Set(allowedHosts)
  return (name) => isOurs(name) || allowed.has(name)
}

// By DNS rebinding, a page can reach this service under the page's own host name. So only names are accepted that an
// attacker can't own: addresses aren't looked up, names without a dot and reserved names can't be bought, the cloud's
// are Alibaba's.
const address = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/
const reserved = /^([\w-]+|.+\.(localhost|internal|test))$/

// A browser always sends Host.
const isOurs = (name: string): boolean => name === '' || address.test(name) || reserved.test(name) || isCloudHost(name)

// A browser sends at least one of these two headers across sites; other clients send neither, unless they mean to.
function isFromAnotherSite({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return true
  return headers.origin !== undefined && headers.origin.replace(/^https?:\/\//, '') !== host
}

const isPage = (request: FastifyRequest): boolean =>
  request.routeOptions.config.page === true ||
  (request.routeOptions.url === '/' && isVisit(request, request.query as WireParameters))
