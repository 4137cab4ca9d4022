/** A mistake in a signature, as a change of the recipe. */
import type { SignedRequest } from '../authenticate.ts'
import type { Pair } from '../encode.ts'
import type { Recipe } from './recipe.ts'

export interface Mistake {
  /** A stable short name. */
  readonly cause: string
  /** What is wrong, and what to do. */
  readonly sentence: string
  /** Often made together with others, by simple signers. */
  readonly isOften?: true
  /** The recipes with this mistake; none if it makes no difference. */
  make(recipe: Recipe, request: SignedRequest): readonly Recipe[]
}

/** A mistake that leaves out or adds parameters. */
export function withPairs(
  change: (pairs: readonly Pair[], request: SignedRequest) => readonly Pair[]
): Mistake['make'] {
  return (recipe, request) => {
    const pairs = change(recipe.pairs, request)
    return pairs.length === recipe.pairs.length ? [] : [{ ...recipe, pairs }]
  }
}
