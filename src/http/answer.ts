/** What both doors do once they know the operation, the caller and the parameters. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type TObject, Type } from 'typebox'
import type { Caller } from '../auth/caller.ts'
import { dispatch, type Services } from '../dispatch/dispatch.ts'
import type { Operation } from '../dispatch/operation.ts'
import { unsupportedMediaType } from '../errors/index.ts'
import { type Format, sendResult } from './reply.ts'
import { officialPart } from './rpc/official-part.ts'

/** An operation with the schema of its whole reply, which filters what leaves. */
export interface Entry {
  readonly operation: Operation
  readonly reply: Record<string, unknown>
}

export const exampleId = '4E9B6C1F-2C7A-5D0B-9F0E-3A1D5B7C9E2F'

const RequestId = Type.String({ description: 'The id of this request, also in the log.', examples: [exampleId] })

/** A result as it is answered. */
export const withRequestId = (result: TObject): TObject => Type.Object({ ...result.properties, RequestId })

const entries = { RPC: new WeakMap<Operation, Entry>(), REST: new WeakMap<Operation, Entry>() }

/** The same for every instance. */
export function toEntry(operation: Operation, api: 'RPC' | 'REST'): Entry {
  const known = entries[api].get(operation)
  if (known !== undefined) return known
  const { result } = operation
  const entry = { operation, reply: { ...withRequestId(api === 'RPC' ? officialPart(result) : result) } }
  entries[api].set(operation, entry)
  return entry
}

/** A call that a door has read. */
export interface Incoming {
  readonly caller: Caller
  readonly parameters: Record<string, unknown>
  readonly format: Format
  /** Of the reply when it is done; 200 unless said. */
  readonly status?: number
}

/** Carries the call out and writes its result. Throws what refuses it. */
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
    origin: { address: request.ip, isSecure: request.protocol === 'https' },
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

/** A parser for every content type that the door doesn't take; some clients name one and send nothing. */
export const rejectBody =
  (expected: string) =>
  (_request: FastifyRequest, body: Buffer, done: (error: Error | null, body?: undefined) => void): void =>
    done(body.length > 0 ? unsupportedMediaType(undefined, `Send ${expected}.`) : null)
