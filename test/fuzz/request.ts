/** A call as octets of HTTP, and what a reader of those octets must take it for. */
import { METHODS } from 'node:http'
import { type ErrorFactory, malformedRequest, methodNotAllowed } from '../../src/errors/index.ts'
import type { Call, Place } from './calls.ts'
import type { Stock } from './stock.ts'
import { percentEncode } from './texts.ts'
import { type Pair, toPairs } from './wire.ts'

export interface Request {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** What the service must read from it. */
  readonly read: {
    readonly action: string | undefined
    readonly format: 'JSON' | 'XML'
    readonly clientToken: string | undefined
    readonly ambiguous: readonly string[]
  }
}

export function toRequest(call: Call, account: string, stock: Stock): Request {
  const { method, place } = call.verb
  const named = typeof call.caller === 'object' ? call.caller.named && account + call.caller.named : account
  const header = call.actionInHeader && /^[\x21-\x7e]+$/.test(call.action)
  const pairs: Pair[] = []
  if (!header) pairs.push(['Action', call.action])
  if (call.version !== undefined) pairs.push(['Version', call.version])
  if (call.format !== undefined) pairs.push(['Format', call.format])
  if (call.caller === 'parameter' || typeof call.caller === 'object') pairs.push(['AccessKeyId', named])
  for (const { name, value, notation } of call.parameters) pairs.push(...toPairs(name, value, notation, stock))

  const textOf = (here: Place) => {
    const common = pairs.filter((_, index) => isIn(place, here, index)).map((pair) => pair.map(percentEncode).join('='))
    const more = call.extras.filter((extra) => extra.place === here || extra.place === 'both')
    return [...common, ...more.map(({ name, value }) => `${name}=${value}`)].join('&')
  }
  const [query, body] = [textOf('query'), textOf('form')]
  const headers: Record<string, string> = {
    ...(body !== '' && call.contentType !== undefined && { 'content-type': call.contentType }),
    ...(call.accept !== undefined && { accept: call.accept }),
    ...(header && { 'x-acs-action': call.action }),
    ...(call.caller === 'header' && {
      authorization: `ACS3-HMAC-SHA256 Credential=${account},SignedHeaders=host,Signature=00`
    })
  }
  const isForm = /^application\/x-www-form-urlencoded(;|$)/i.test(headers['content-type'] ?? '')
  const hasForm = isForm && !['HEAD', 'TRACE'].includes(method)
  const get = (name: string) => first(query, name) ?? (hasForm ? first(body, name) : undefined)
  const isV3 = headers.authorization !== undefined
  return {
    method,
    path: query === '' ? '/' : `/?${query}`,
    headers,
    body,
    read: {
      // V1 signs no header, so that none names a call.
      action: (isV3 ? headers['x-acs-action'] : undefined) ?? (get('Action') || undefined),
      format: formatOf(get('Format'), headers),
      clientToken: get('ClientToken') || undefined,
      ambiguous: ambiguousIn([query, ...(hasForm ? [body] : [])].join('&'))
    }
  }
}

/** Names that come several times, with different values. */
function ambiguousIn(text: string): string[] {
  const all = new URLSearchParams(text)
  return [...new Set(all.keys())].filter((name) => new Set(all.getAll(name)).size > 1)
}

const routed = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']

/** What is no HTTP to Node's parser, has more header than the service takes, or a verb that Fastify doesn't route. */
export function refusedEarly({ method, path }: Request): ErrorFactory | undefined {
  if (!METHODS.includes(method) || path.length > 95 * 1024) return malformedRequest
  return routed.includes(method) ? undefined : methodNotAllowed
}

/** In both means: every other one here, the rest there, and the first in both. */
const isIn = (place: Place, here: Place, index: number) =>
  place === 'both' ? index === 0 || (index % 2 === 0) === (here === 'query') : place === here

/** The first value of a name. */
const first = (text: string, name: string): string | undefined => new URLSearchParams(text).get(name) ?? undefined

function formatOf(format: string | undefined, headers: Record<string, string>): 'JSON' | 'XML' {
  if (/^(json|xml)$/i.test(format ?? '')) return format?.toUpperCase() as 'JSON' | 'XML'
  if (headers.authorization === undefined) return 'XML' // V1 doesn't sign Accept
  return headers.accept?.includes('xml') && !headers.accept.includes('json') ? 'XML' : 'JSON'
}
