/** Encodings that differ from RFC 3986, as those of many languages do. */
import { percentEncode } from '../encode.ts'
import type { Mistake } from './mistakes.ts'
import type { Recipe } from './recipe.ts'

type Encode = (text: string) => string

// Either both encodings of V1 are wrong, or only the first, if the signer uses another function for the second.
const encoding =
  (wrong: (right: Encode) => Encode) =>
  (recipe: Recipe): Recipe[] => {
    const encode = wrong(recipe.encode)
    return [{ ...recipe, encode }, ...(recipe.scheme === 'V1' ? [{ ...recipe, encode, encodeAgain: encode }] : [])]
  }

const rawMarks: Readonly<Record<string, string>> = { '%21': '!', '%27': "'", '%28': '(', '%29': ')', '%2A': '*' }

const lower = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())

// An encoder that leaves these marks as they are, besides those of RFC 3986.
const leaving =
  (marks: string) =>
  (right: Encode): Encode =>
  (text) =>
    right(text).replace(/%[0-9A-F]{2}/g, (hex) => (marks.includes(decodeHex(hex)) ? decodeHex(hex) : hex))

const decodeHex = (hex: string): string => String.fromCharCode(Number.parseInt(hex.slice(1), 16))

// WebUtility.UrlEncode of .NET. HttpUtility.UrlEncode differs in lower-case hex.
const webUtility = (right: Encode): Encode => {
  const encode = leaving('!*()')(right)
  return (text) => encode(text).replaceAll('%20', '+').replaceAll('~', '%7E')
}

export const encodingMistakes: readonly Mistake[] = [
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
    make(recipe) {
      const { scheme, encode, encodeAgain, path } = recipe
      const lowerFirst = { ...recipe, encode: (text: string) => lower(encode(text)) }
      if (scheme === 'V3') return [lowerFirst]
      const lowerAgain = { encodeAgain: (text: string) => lower(encodeAgain(text)) }
      const recipes = [lowerFirst, { ...recipe, ...lowerAgain }, { ...lowerFirst, ...lowerAgain }]
      return [...recipes, ...[recipe, ...recipes].map((one) => ({ ...one, path: lower(path) }))]
    }
  },
  {
    cause: 'DotNetEncoding',
    sentence:
      'Values were encoded by HttpUtility.UrlEncode or WebUtility.UrlEncode of .NET (`+` for space, `!*()` as they are, `~` not): use Uri.EscapeDataString.',
    make: (recipe) => [
      ...encoding(webUtility)(recipe),
      ...encoding((right) => (text) => lower(webUtility(right)(text)))(recipe).flatMap((one) =>
        recipe.scheme === 'V1' ? [one, { ...one, path: '%2f' }] : [one]
      )
    ]
  },
  {
    cause: 'SlashOfValuesNotEncoded',
    sentence: 'A `/` in a value was signed as it is (quote of Python does that, without safe=""): it must be `%2F`.',
    isOften: true,
    make: encoding(leaving('/'))
  },
  {
    cause: 'EncodedAsUrl',
    sentence:
      'Values were encoded as parts of a URL are (encodeURI, escape, url.PathEscape), which leaves `:`, `/`, `=` and others: use encodeURIComponent or the like.',
    make: (recipe) => [";/?:@&=+$,#!'()*", '$&+=:@', '@*+/'].flatMap((marks) => encoding(leaving(marks))(recipe))
  },
  {
    cause: 'NotUtf8',
    sentence:
      'A value was encoded in another character set than UTF-8, such as GBK or Latin-1: encode its bytes in UTF-8.',
    // The service can't decode bytes that aren't UTF-8, and keeps them percent-encoded in the value.
    make: (recipe) =>
      recipe.pairs.some(([, value]) => /%[89A-F][0-9A-F]/i.test(value))
        ? [
            { ...recipe, encode: (text) => percentEncode(text).replace(/%25([0-9A-F]{2})/gi, '%$1') },
            {
              ...recipe,
              encode: (text) =>
                percentEncode(text).replace(/%25([0-9A-F]{2})/gi, (hex) => `%${hex.slice(3).toUpperCase()}`)
            }
          ]
        : []
  }
]
