/**
 * Action, Version, Format and AccessKeyId of an RPC call, read from what its signature covers. V3 signs headers, V1
 * only parameters. So a V1 call is named by its parameters, and a header that is added on the way can't make it another
 * call.
 */
import type { FastifyRequest } from 'fastify'
import type { Claim } from '../../auth/claim.ts'
import { claimOf } from '../../auth/claim.ts'
import { incompleteSignature, invalid } from '../../errors/index.ts'
import type { Format } from '../reply.ts'
import { first, type WireParameters } from './decode.ts'

/** The parameters of query and form together. A name that was sent several times has a list of values. */
export function wireParameters({ query, body }: FastifyRequest): WireParameters {
  const wire: Record<string, WireParameters[string]> = Object.assign(Object.create(null), query)
  for (const [name, value] of Object.entries((body ?? {}) as WireParameters)) {
    const inQuery = wire[name]
    wire[name] = inQuery === undefined || value === undefined ? value : [inQuery, value].flat()
  }
  return wire
}

/**
 * Throws for a name that was sent with different values. A signature covers neither their order nor whether a value was
 * in the query or in the form, so the intended value can't be known.
 */
export function rejectAmbiguous(wire: WireParameters): void {
  for (const [name, value] of Object.entries(wire))
    if (typeof value === 'object' && value.some((other) => other !== value[0]))
      throw invalid({ subject: name.slice(0, 128), detail: 'It came several times, with different values.' })
}

const isV3 = ({ headers }: FastifyRequest): boolean => headers.authorization?.startsWith('ACS3') === true

/** The name of the operation that is called. */
export const actionOf = (request: FastifyRequest, wire: WireParameters): string | undefined =>
  named(request, 'x-acs-action') ?? first(wire.Action)

export const versionOf = (request: FastifyRequest, wire: WireParameters): string | undefined =>
  named(request, 'x-acs-version') ?? first(wire.Version)

const named = (request: FastifyRequest, header: string): string | undefined =>
  isV3(request) ? first(request.headers[header]) : undefined

/** The claimed caller. A V1 call may have an Authorization header that a proxy added: it is ignored. */
export function claimIn(request: FastifyRequest, wire: WireParameters): Claim | undefined {
  if (isV3(request)) {
    const claim = claimOf(request.headers.authorization ?? '')
    if (claim?.scheme !== 'V3') throw incompleteSignature()
    if (wire.Signature !== undefined)
      throw incompleteSignature({
        detail: 'It is signed twice: by parameters (V1) and by the Authorization header (V3).'
      })
    return claim
  }
  const accessKeyId = first(wire.AccessKeyId)
  return accessKeyId === undefined ? undefined : { scheme: 'V1', accessKeyId }
}

/** The format of the reply. V1: its parameter Format, XML by default. V3: what Accept asks for, JSON by default. */
export function formatOf(request: FastifyRequest, wire: WireParameters): Format {
  const format = first(wire.Format)?.toUpperCase()
  if (format === 'JSON' || format === 'XML') return format
  if (!isV3(request)) return 'XML'
  const { accept = '' } = request.headers
  return /\bxml\b/i.test(accept) && !/application\/json/i.test(accept) ? 'XML' : 'JSON'
}
