/** What signers do wrong: each mistake makes of a recipe the ones that a signer with it would follow. */
import type { AccessKey } from '../access-keys.ts'
import type { SignedRequest } from '../authenticate.ts'
import type { Draft, Encode, Query, Recipe, Seal } from './recipe.ts'

export interface Cause {
  readonly cause: string
  readonly sentence: string
}

/** What a mistake can be read from. */
export interface Seen {
  readonly request: SignedRequest
  readonly key: AccessKey
  /** The signature that was sent. */
  readonly received: string
}

type Slips<D extends Draft> = (recipe: Recipe<D>, seen: Seen) => readonly Recipe<D>[]

export interface Mistake<D extends Draft> extends Cause {
  /** Empty where the mistake can't be made. */
  readonly slips: Slips<D>
  /** Whether the mistake can be seen even where no signature proves it. */
  readonly shows?: (seen: Seen) => boolean
  /** There are many ways to make it: not tried together with others. */
  readonly isAlone?: boolean
}

/** A mistake of both schemes. */
export interface SharedMistake extends Omit<Mistake<Draft>, 'slips'> {
  readonly slips: <D extends Draft>(recipe: Recipe<D>, seen: Seen) => readonly Recipe<D>[]
}

export const inDraft =
  <D extends Draft>(change: (draft: D, seen: Seen) => readonly Partial<D>[]): Slips<D> =>
  ({ draft, seal }, seen) =>
    change(draft, seen).map((part) => ({ draft: { ...draft, ...part }, seal }))

/** A change of what both schemes have. */
export const inBoth =
  (change: (draft: Draft, seen: Seen) => readonly Partial<Draft>[]): SharedMistake['slips'] =>
  ({ draft, seal }, seen) =>
    change(draft, seen).map((part) => ({ draft: { ...draft, ...part }, seal }))

export const inQuery = (change: (query: Query, seen: Seen) => readonly Partial<Query>[]): SharedMistake['slips'] =>
  inBoth(({ query }, seen) => change(query, seen).map((part) => ({ query: { ...query, ...part } })))

/** A signer encodes with one function: what is wrong with it is wrong wherever it is called. */
export const inEncoding = (...wraps: readonly ((encode: Encode) => Encode)[]): SharedMistake['slips'] =>
  inBoth(({ query, outer }) =>
    wraps.flatMap((wrap) => {
      const wrong = { ...query, encode: wrap(query.encode) }
      return [{ query: wrong }, { query: wrong, outer: wrap(outer) }]
    })
  )

export const inSeal =
  (change: (seal: Seal, seen: Seen) => readonly Partial<Seal>[]): SharedMistake['slips'] =>
  ({ draft, seal }, seen) =>
    change(seal, seen).map((part) => ({ draft, seal: { ...seal, ...part } }))
