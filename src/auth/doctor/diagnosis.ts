/** A request that was refused, and the diagnosis of its signature. */
import type { AccessKey } from '../access-keys.ts'
import type { SignedRequest } from '../authenticate.ts'
import type { Claim } from '../claim.ts'
import type { Text } from './recipe.ts'

/** A refused request, as it was sent. */
export interface Refused {
  readonly claim: Claim
  readonly request: SignedRequest
  /** The AccessKey that the request names. */
  readonly key: AccessKey
  readonly error: { readonly code: string; readonly message: string }
  readonly now: Date
  readonly windowMs: number
}

export interface Diagnosis {
  readonly scheme: Claim['scheme']
  /** A stable short name; two names joined by `+` for two mistakes at once. */
  readonly cause: string
  readonly sentence: string
  /** `proven`: this mistake reproduces the signature that was sent. `observed`: the request shows the mistake. */
  readonly certainty: 'proven' | 'observed' | 'likely'
  readonly computed?: Text
  /** What the caller signed. */
  readonly signed?: Text
  readonly diff?: readonly Difference[]
}

/** V1: a line is a parameter of the canonical query. */
export interface Difference {
  readonly line: number
  readonly service: string | null
  readonly caller: string | null
}
