import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'

export interface Fault {
  /** `/accounts/0/name`; '' is the whole. */
  readonly place: string
  readonly words: string
}

/** What is wrong with a value first, without the value itself: it may be a secret. */
export function firstFault(schema: TSchema, value: unknown): Fault | undefined {
  const faults = Errors(schema, value)
  const unknown = faults.find(({ keyword }) => keyword === 'boolean') // says more than what is lacking instead
  const fault = unknown ?? faults[0]
  if (fault === undefined) return undefined
  return { place: fault.instancePath, words: fault === unknown ? 'is not known' : fault.message }
}

/** As a text: `/place words`. */
export function faultOf(schema: TSchema, value: unknown): string | undefined {
  const fault = firstFault(schema, value)
  return fault && `${fault.place || '/'} ${fault.words}`
}
