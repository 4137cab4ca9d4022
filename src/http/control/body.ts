import type { Static, TSchema } from 'typebox'
import { Convert } from 'typebox/value'
import { malformedRequest } from '../../errors/index.ts'
import { schemaErrorOf } from '../../errors/schema-error.ts'

/** The body as its schema says. Throws what is wrong with it. */
export function readBody<S extends TSchema>(schema: S, body: unknown = {}): Static<S> {
  const fault = schemaErrorOf(schema, body)
  if (fault !== undefined) throw malformedRequest({ detail: `${fault}.` })
  return body as Static<S>
}

/** The query as its schema says, a number or truth value where it says so. Throws what is wrong with it. */
export function readQuery<S extends TSchema>(schema: S, query: unknown): Static<S> {
  return readBody(schema, Convert(schema, query))
}
