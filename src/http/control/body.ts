import type { Static, TSchema } from 'typebox'
import { Convert } from 'typebox/value'
import { malformedRequest } from '../../errors/index.ts'
import { schemaErrorOf } from '../../errors/schema-error.ts'

/** Checks a body against its schema. Throws malformedRequest, which says what is wrong. */
export function readBody<S extends TSchema>(schema: S, body: unknown = {}): Static<S> {
  const problem = schemaErrorOf(schema, body)
  if (problem !== undefined) throw malformedRequest({ detail: `${problem}.` })
  return body as Static<S>
}

/** Converts numbers and truth values in a query, and checks it against its schema. Throws malformedRequest. */
export function readQuery<S extends TSchema>(schema: S, query: unknown): Static<S> {
  return readBody(schema, Convert(schema, query))
}
