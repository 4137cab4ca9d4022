import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'

/** What is wrong with a value first, as `/place words`, without the value itself: it may be a secret. */
export function faultOf(schema: TSchema, value: unknown): string | undefined {
  const [fault] = Errors(schema, value)
  if (fault === undefined) return undefined
  const words = fault.keyword === 'boolean' ? 'is not known' : fault.message
  return `${fault.instancePath || '/'} ${words}`
}
