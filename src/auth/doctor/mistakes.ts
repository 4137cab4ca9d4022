/** What a mistake in a signature is: a change of the recipe. */
import type { SignedRequest } from '../authenticate.ts'
import type { Pair } from '../encode.ts'
import type { Recipe } from './recipe.ts'

export interface Mistake {
  /** A short name that stays. */
  readonly cause: string
  /** What is wrong, and what to do. */
  readonly sentence: string
  /** Made together with others, as naive signers do. */
  readonly isOften?: true
  /** The recipes in which it is made; none where it makes no difference. */
  make(recipe: Recipe, request: SignedRequest): readonly Recipe[]
}

/** Where the pairs become others. */
export function withPairs(
  change: (pairs: readonly Pair[], request: SignedRequest) => readonly Pair[]
): Mistake['make'] {
  return (recipe, request) => {
    const pairs = change(recipe.pairs, request)
    return pairs.length === recipe.pairs.length ? [] : [{ ...recipe, pairs }]
  }
}
