/** What both doors do once they know the operation, the caller and the parameters. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { dispatch, type Services } from '../dispatch.ts'
import { unsupportedMediaType } from '../errors.ts'
import type { Operation } from '../operation.ts'
import { type Format, sendResult } from './reply.ts'

/** An operation with the schema of its whole reply, which filters what leaves. */
export interface Entry {
  readonly operation: Operation
  readonly reply: Record<string, unknown>
}

export const toEntry = (operation: Operation): Entry => ({
  operation,
  reply: { ...Type.Object({ ...operation.result.properties, RequestId: Type.String() }) }
})

/** A call that a door has read. */
export interface Incoming {
  readonly account: string
  readonly parameters: Record<string, unknown>
  readonly format: Format
}

/** Carries the call out and writes its result. Throws what refuses it. */
export async function answer(
  services: Services,
  { operation, reply: schema }: Entry,
  { account, parameters, format }: Incoming,
  request: FastifyRequest,
  reply: FastifyReply
): Promise<FastifyReply> {
  const result = await dispatch(services, {
    operation,
    account,
    endpoint: request.host,
    parameters,
    validate: request.compileValidationSchema(operation.parameters)
  })
  const serialized = reply.serializeInput({ ...result, RequestId: request.id }, schema)
  request.log.info({ action: operation.action, account, ms: reply.elapsedTime }, 'done')
  return sendResult(reply, format, operation.action, serialized)
}

/** For a content type that the door doesn't take; some clients name one and send nothing. */
export function refuseBody(
  _request: FastifyRequest,
  body: Buffer,
  done: (error: Error | null, body?: undefined) => void
): void {
  done(body.length > 0 ? unsupportedMediaType() : null)
}
