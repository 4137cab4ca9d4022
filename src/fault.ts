import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'

/** What is wrong with a value first, as `/place words`, without the value itself: it may be a secret. */
export function faultOf(schema: TSchema, value: unknown): string | undefined {
  const faults = Errors(schema, value)
  const unknown = faults.find(({ keyword }) => keyword === 'boolean') // says more than what is lacking instead
  const fault = unknown ?? faults[0]
  if (fault === undefined) return undefined
  const words = fault === unknown ? 'is not known' : fault.message
  return `${fault.instancePath || '/'} ${words}`
}
