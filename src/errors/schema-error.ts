import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'

export interface SchemaError {
  /** A JSON pointer: `/accounts/0/name`; '' is the whole value. */
  readonly path: string
  readonly message: string
}

/** The first error of a value. It doesn't quote the value, which may be a secret. */
export function firstSchemaError(schema: TSchema, value: unknown): SchemaError | undefined {
  const errors = Errors(schema, value)
  // An unknown member says more than the missing one that it was meant for.
  const unknown = errors.find(({ keyword }) => keyword === 'boolean')
  const first = unknown ?? errors[0]
  if (first === undefined) return undefined
  return { path: first.instancePath, message: first === unknown ? 'is not known' : first.message }
}

/** The first error as text: `/path message`. */
export function schemaErrorOf(schema: TSchema, value: unknown): string | undefined {
  const error = firstSchemaError(schema, value)
  return error && `${error.path || '/'} ${error.message}`
}
