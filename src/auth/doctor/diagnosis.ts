/** What the doctor is asked, and what it finds. */
import type { AccessKey } from '../access-keys.ts'
import type { SignedRequest } from '../authenticate.ts'
import type { Claim } from '../claim.ts'
import type { Text } from './recipe.ts'

/** A refused request, as it came. */
export interface Refused {
  readonly claim: Claim
  readonly request: SignedRequest
  /** The AccessKey that was named. */
  readonly key: AccessKey
  readonly error: { readonly code: string; readonly message: string }
  readonly now: Date
  readonly windowMs: number
}

export interface Diagnosis {
  readonly scheme: Claim['scheme']
  /** A short name that stays; two of them with `+` where two mistakes were made at once. */
  readonly cause: string
  readonly sentence: string
  /** `proven`: with this mistake the signature that was sent comes out; `observed`: the request shows it. */
  readonly certainty: 'proven' | 'observed' | 'likely'
  readonly computed?: Text
  /** What the caller must have signed. */
  readonly signed?: Text
  readonly diff?: readonly Difference[]
}

/** V1: a line is a parameter of the canonical query. */
export interface Difference {
  readonly line: number
  readonly service: string | null
  readonly caller: string | null
}
