/** Mistakes in signatures of both schemes, other than in the encoding. */
import type { Pair } from '../encode.ts'
import { encodingMistakes } from './encoding-mistakes.ts'
import { type Mistake, withPairs } from './mistakes.ts'
import { secretMistakes } from './secret-mistakes.ts'

const collators = [new Intl.Collator('en'), new Intl.Collator('en', { ignorePunctuation: true })]
const before = (one: string, other: string): number => (one < other ? -1 : 1)
const whole = ([name, value]: Pair): string => `${name}=${value}`
const padded = (name: string): string => name.replace(/\d+/g, (digits) => digits.padStart(6, '0'))

export const commonMistakes: readonly Mistake[] = [
  ...encodingMistakes,
  {
    cause: 'NotSorted',
    sentence: 'The parameters were signed in the order in which they were sent: sort them by name.',
    isOften: true,
    make: (recipe) => [{ ...recipe, compare: () => 0 }]
  },
  {
    cause: 'SortedWithoutCase',
    sentence:
      'The parameters were sorted without regard to case, or as a language sorts words: the order is that of bytes, capitals first.',
    make: (recipe) => [
      { ...recipe, compare: ([a], [b]) => before(a.toLowerCase(), b.toLowerCase()) },
      ...collators.flatMap(({ compare }) => [
        { ...recipe, compare: ([a]: Pair, [b]: Pair) => compare(a, b) },
        { ...recipe, compare: (a: Pair, b: Pair) => compare(whole(a), whole(b)) }
      ])
    ]
  },
  {
    cause: 'SortedAsPairs',
    sentence:
      'The texts `Name=Value` were sorted, so that `List.10=` came before `List.1=`: sort by name, and then add the values.',
    make: (recipe) => [{ ...recipe, compare: (a, b) => before(whole(a), whole(b)) }]
  },
  {
    cause: 'SortedByNumber',
    sentence:
      'A list was sorted by number, or written out after sorting, so that `List.2` came before `List.10`: the order is that of bytes.',
    make: (recipe) => [{ ...recipe, compare: ([a], [b]) => before(padded(a), padded(b)) }]
  },
  {
    cause: 'SeparatorLeftOver',
    sentence: 'The canonical query begins or ends with `&` or `?`: these stand only between parameters, or not in it.',
    make: (recipe) =>
      ['&$', '$&', '?$'].map((form) => ({ ...recipe, around: (query: string) => form.replace('$', () => query) }))
  },
  {
    cause: 'TextWithLineEnd',
    sentence: 'A line end was signed at the end of the string to sign, as `echo` adds one: use `printf %s`.',
    make: (recipe) => [
      { ...recipe, lastLine: '\n' },
      ...(recipe.scheme === 'V3'
        ? [
            { ...recipe, requestEnd: '\n' },
            { ...recipe, requestEnd: '\n', lastLine: '\n' }
          ]
        : [])
    ]
  },
  {
    cause: 'TextAsUtf16',
    sentence: 'The string to sign was turned into bytes as UTF-16 (Encoding.Unicode of .NET): use UTF-8.',
    make: (recipe) => [
      { ...recipe, charset: 'utf16le' },
      { ...recipe, charset: 'utf16le', keyCharset: 'utf16le' }
    ]
  },
  {
    cause: 'KeyAndTextSwapped',
    sentence:
      'The HMAC was made with the string to sign as its key and the secret as its text: swap the two arguments.',
    make: (recipe) => [{ ...recipe, isSwapped: true }]
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
    cause: 'EqualsLeftOut',
    sentence: 'A parameter without a value was signed as `Name`: it must be `Name=`.',
    make: (recipe) =>
      recipe.pairs.some(([, value]) => value === '')
        ? [{ ...recipe, join: ([name, value]: Pair) => (value === '' ? name : `${name}=${value}`) }]
        : []
  },
  {
    cause: 'PlusOfValueLost',
    sentence: '`+` in a value arrived as a space: percent-encode it (`%2B`) in the URL and in the form.',
    // A public key has spaces that were sent as spaces, and others that were sent as `+`.
    make: (recipe) =>
      recipe.pairs.some(([, value]) => value.includes(' '))
        ? [/ /g, /(?<= .*) /g, /(?<= .*) (?=.* )/g].map((lost) => ({
            ...recipe,
            pairs: recipe.pairs.map(([name, value]): Pair => [name, value.replace(lost, '+')])
          }))
        : []
  },
  ...secretMistakes
]

/** Tried last: the other mistakes are more specific. */
export const parameterLeftOut: Mistake = {
  cause: 'ParameterLeftOut',
  sentence:
    'A parameter was sent that was not signed: sign when all of them are there, and add nothing but the signature.',
  make: (recipe) =>
    recipe.pairs.slice(0, 100).map((left) => ({ ...recipe, pairs: recipe.pairs.filter((pair) => pair !== left) }))
}
