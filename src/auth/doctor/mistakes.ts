/** What people get wrong in a signature, each as a change of the recipe. */
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

type Encode = (text: string) => string

// Who encodes wrongly does so both times, or encodes the second time by other means.
const encoding =
  (wrong: (right: Encode) => Encode): Mistake['make'] =>
  (recipe) => {
    const encode = wrong(recipe.encode)
    return [{ ...recipe, encode }, ...(recipe.scheme === 'V1' ? [{ ...recipe, encode, encodeAgain: encode }] : [])]
  }

const rawMarks: Readonly<Record<string, string>> = { '%21': '!', '%27': "'", '%28': '(', '%29': ')', '%2A': '*' }

const lower = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())

/** Those of both schemes. */
export const commonMistakes: readonly Mistake[] = [
  {
    cause: 'DoubleEncoding',
    sentence: 'Names and values were percent-encoded twice: give the signer what is not encoded yet.',
    isOften: true,
    make: (recipe) => [{ ...recipe, encode: (text) => recipe.encode(recipe.encode(text)) }]
  },
  {
    cause: 'PlusForSpace',
    sentence: 'A space was signed as `+`: it must be `%20`.',
    isOften: true,
    make: encoding((right) => (text) => right(text).replaceAll('%20', '+'))
  },
  {
    cause: 'AsteriskNotEncoded',
    sentence: '`*` was signed as it is: it must be `%2A`.',
    isOften: true,
    make: encoding((right) => (text) => right(text).replaceAll('%2A', '*'))
  },
  {
    cause: 'MarksNotEncoded',
    sentence: "One of `! ' ( ) *` was signed as it is (encodeURIComponent does that): they must be percent-encoded.",
    isOften: true,
    make: encoding((right) => (text) => right(text).replace(/%(21|27|28|29|2A)/g, (hex) => rawMarks[hex] ?? hex))
  },
  {
    cause: 'TildeEncoded',
    sentence: '`~` was signed as `%7E`: it must stay as it is.',
    isOften: true,
    make: encoding((right) => (text) => right(text).replaceAll('~', '%7E'))
  },
  {
    cause: 'FormEncoding',
    sentence:
      'Values were encoded as a form is (`+` for space, `*` as it is, `%7E`), by URLEncoder or the like: replace these three.',
    make: encoding(
      (right) => (text) => right(text).replaceAll('%20', '+').replaceAll('%2A', '*').replaceAll('~', '%7E')
    )
  },
  {
    cause: 'NotEncoded',
    sentence: 'Values were signed as they are: names and values must be percent-encoded.',
    make: (recipe) => [{ ...recipe, encode: (text) => text }]
  },
  {
    cause: 'LowerCaseHex',
    sentence: 'Percent-encoding was signed in lower-case hex (`%2f`): it must be upper-case (`%2F`).',
    isOften: true,
    make: encoding((right) => (text) => lower(right(text)))
  },
  {
    cause: 'NotSorted',
    sentence: 'The parameters were signed in the order in which they were sent: sort them by name.',
    isOften: true,
    make: (recipe) => [{ ...recipe, compare: () => 0 }]
  },
  {
    cause: 'SortedWithoutCase',
    sentence: 'The parameters were sorted without regard to case: the order is that of bytes, capitals first.',
    make: (recipe) => [{ ...recipe, compare: ([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1) }]
  },
  {
    cause: 'WrongMethod',
    sentence: 'Another HTTP method was signed than the one that was sent.',
    isOften: true,
    make: (recipe) =>
      ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', recipe.method.toLowerCase()]
        .filter((method) => method !== recipe.method)
        .map((method) => ({ ...recipe, method }))
  },
  {
    cause: 'EmptyParametersLeftOut',
    sentence: 'Parameters without a value were left out: they are signed as `Name=`.',
    make: withPairs((pairs) => pairs.filter(([, value]) => value !== ''))
  },
  {
    cause: 'SecretWithSpace',
    sentence: 'The secret was used with a space or a line end around it: trim what was read from a file.',
    isOften: true,
    make: (recipe) =>
      ['\n', '\r\n', ' '].flatMap((mark) => {
        const ampersand = recipe.scheme === 'V1' ? '&' : ''
        const secret = recipe.hmacKey.slice(0, recipe.hmacKey.length - ampersand.length)
        return [`${secret}${mark}`, `${mark}${secret}`].map((text) => ({ ...recipe, hmacKey: `${text}${ampersand}` }))
      })
  }
]

/** Where the pairs become others. */
export function withPairs(
  change: (pairs: readonly Pair[], request: SignedRequest) => readonly Pair[]
): Mistake['make'] {
  return (recipe, request) => {
    const pairs = change(recipe.pairs, request)
    return pairs.length === recipe.pairs.length ? [] : [{ ...recipe, pairs }]
  }
}
