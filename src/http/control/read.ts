/** Reads what a caller has sent: the query, and the body. */
import type { Static, TSchema } from 'typebox'
import { Convert } from 'typebox/value'
import { malformedRequest, unsupportedMediaType } from '../../errors/index.ts'
import { schemaErrorOf } from '../../errors/schema-error.ts'

/** Checks a value against its schema. Throws malformedRequest, which says what is wrong. */
export function read<S extends TSchema>(schema: S, value: unknown): Static<S> {
  const problem = schemaErrorOf(schema, value)
  if (problem !== undefined) throw malformedRequest({ detail: `${problem}.` })
  return value as Static<S>
}

/** Converts the numbers and truth values in a query, and checks it. Throws malformedRequest. */
export const readQuery = <S extends TSchema>(schema: S, query: unknown): Static<S> =>
  read(schema, Convert(schema, query))

/** Throws unsupportedMediaType for a body of another type. An empty body may have any: some clients name one anyway. */
export function checkType(contentType = '', text: string, types: readonly string[]): void {
  const [type = ''] = contentType.split(';')
  if (text !== '' && !types.includes(type.trim().toLowerCase()))
    throw unsupportedMediaType({ detail: `Send ${types[0]}.` })
}
