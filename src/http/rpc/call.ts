/**
 * What an RPC call says of itself, by the scheme that signs it: V3 signs its headers, V1 its parameters only. So a V1
 * call is named by parameters, and no header that somebody added on its way makes another call of it.
 */
import type { FastifyRequest } from 'fastify'
import type { Claim } from '../../auth/claim.ts'
import { claimOf } from '../../auth/claim.ts'
import { incompleteSignature, invalid } from '../../errors/index.ts'
import type { Format } from '../reply.ts'
import { first, type WireParameters } from './decode.ts'

/** Query and form as one; a name that came several times has a list. */
export function wireParameters({ query, body }: FastifyRequest): WireParameters {
  const wire: Record<string, WireParameters[string]> = Object.assign(Object.create(null), query)
  for (const [name, value] of Object.entries((body ?? {}) as WireParameters)) {
    const inQuery = wire[name]
    wire[name] = inQuery === undefined || value === undefined ? value : [inQuery, value].flat()
  }
  return wire
}

/**
 * Throws for a name that came with different values. A signature doesn't cover their order, nor which of them was in the
 * query and which in the form, so nothing says which one was meant.
 */
export function rejectAmbiguous(wire: WireParameters): void {
  for (const [name, value] of Object.entries(wire))
    if (typeof value === 'object' && value.some((other) => other !== value[0]))
      throw invalid(name.slice(0, 128), 'It came several times, with different values.')
}

const isV3 = ({ headers }: FastifyRequest): boolean => headers.authorization?.startsWith('ACS3') === true

/** The operation that is called. */
export const actionOf = (request: FastifyRequest, wire: WireParameters): string | undefined =>
  named(request, 'x-acs-action') ?? first(wire.Action)

export const versionOf = (request: FastifyRequest, wire: WireParameters): string | undefined =>
  named(request, 'x-acs-version') ?? first(wire.Version)

const named = (request: FastifyRequest, header: string): string | undefined =>
  isV3(request) ? first(request.headers[header]) : undefined

/** Who a call says is calling. A V1 call may have an Authorization header of a proxy between; it isn't looked at. */
export function claimIn(request: FastifyRequest, wire: WireParameters): Claim | undefined {
  if (isV3(request)) {
    const claim = claimOf(request.headers.authorization ?? '')
    if (claim?.scheme !== 'V3') throw incompleteSignature()
    if (wire.Signature !== undefined)
      throw incompleteSignature(
        undefined,
        'It is signed twice: by parameters (V1) and by the Authorization header (V3).'
      )
    return claim
  }
  const accessKeyId = first(wire.AccessKeyId)
  return accessKeyId === undefined ? undefined : { scheme: 'V1', accessKeyId }
}

/** V1 answers XML where its parameter Format says nothing; V3 what the caller accepts, and else JSON. */
export function formatOf(request: FastifyRequest, wire: WireParameters): Format {
  const format = first(wire.Format)?.toUpperCase()
  if (format === 'JSON' || format === 'XML') return format
  if (!isV3(request)) return 'XML'
  const { accept = '' } = request.headers
  return /\bxml\b/i.test(accept) && !/application\/json/i.test(accept) ? 'XML' : 'JSON'
}
