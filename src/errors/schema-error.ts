import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'

export interface SchemaError {
  /** `/accounts/0/name`; '' is the whole. */
  readonly path: string
  readonly message: string
}

/** What is wrong with a value first, without the value itself: it may be a secret. */
export function firstSchemaError(schema: TSchema, value: unknown): SchemaError | undefined {
  const faults = Errors(schema, value)
  const unknown = faults.find(({ keyword }) => keyword === 'boolean') // says more than what is lacking instead
  const fault = unknown ?? faults[0]
  if (fault === undefined) return undefined
  return { path: fault.instancePath, message: fault === unknown ? 'is not known' : fault.message }
}

/** As a text: `/place words`. */
export function schemaErrorOf(schema: TSchema, value: unknown): string | undefined {
  const fault = firstSchemaError(schema, value)
  return fault && `${fault.path || '/'} ${fault.message}`
}
