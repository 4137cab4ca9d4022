/** What the RPC API and the REST API share once the operation, the caller and the parameters are known. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type TObject, Type } from 'typebox'
import type { Caller } from '../auth/caller.ts'
import { dispatch, type Services } from '../dispatch/dispatch.ts'
import type { Operation } from '../dispatch/operation.ts'
import { unsupportedMediaType } from '../errors/index.ts'
import { protocolOf } from './protocol.ts'
import { type Format, sendResult } from './reply.ts'
import { officialPart } from './rpc/official-part.ts'

/**
 * An operation with the schema of its whole reply. The serializer drops every field that the schema doesn't declare.
 */
export interface Entry {
  readonly operation: Operation
  readonly reply: Record<string, unknown>
}

export const exampleId = '4E9B6C1F-2C7A-5D0B-9F0E-3A1D5B7C9E2F'

const RequestId = Type.String({
  description: 'The id of this request. The service’s log has it too.',
  examples: [exampleId]
})

/** The schema of a result, with RequestId added as every reply has it. */
export const withRequestId = (result: TObject): TObject => Type.Object({ ...result.properties, RequestId })

const entries = { RPC: new WeakMap<Operation, Entry>(), REST: new WeakMap<Operation, Entry>() }

/** Made once for each operation and API, and shared by all services of this process. */
export function toEntry(operation: Operation, api: 'RPC' | 'REST'): Entry {
  const known = entries[api].get(operation)
  if (known !== undefined) return known
  const { result } = operation
  const entry = { operation, reply: { ...withRequestId(api === 'RPC' ? officialPart(result) : result) } }
  entries[api].set(operation, entry)
  return entry
}

/** A call whose caller is known and whose parameters are decoded. */
export interface Incoming {
  readonly caller: Caller
  readonly parameters: Record<string, unknown>
  readonly format: Format
  /** The reply's status when the call succeeds; 200 by default. */
  readonly status?: number
}

/** Carries the call out and sends its result. Throws the ApiError that refuses it. */
export async function answer(
  services: Services,
  { operation, reply: schema }: Entry,
  { caller, parameters, format, status = 200 }: Incoming,
  request: FastifyRequest,
  reply: FastifyReply
): Promise<FastifyReply> {
  const { callRecord } = request
  if (callRecord !== undefined) callRecord.parameters = parameters
  const result = await dispatch(services, {
    operation,
    caller,
    origin: { address: request.ip, isSecure: protocolOf(request) === 'https' },
    endpoint: request.host,
    parameters,
    validate: request.compileValidationSchema(operation.parameters),
    onInjectedFault(fault) {
      if (callRecord !== undefined) callRecord.fault = fault
    }
  })
  const serialized = reply.serializeInput({ ...result, RequestId: request.id }, schema)
  request.log.info({ action: operation.action, account: caller.account, ms: reply.elapsedTime }, 'done')
  return await sendResult(reply.code(status), format, operation.action, serialized)
}

/**
 * A parser for the content types that a route doesn't accept. An empty body passes: some clients name a type and send
 * nothing.
 */
export const rejectBody =
  (expected: string) =>
  (_request: FastifyRequest, body: Buffer, done: (error: Error | null, body?: undefined) => void): void =>
    done(body.length > 0 ? unsupportedMediaType({ detail: `Send ${expected}.` }) : null)
