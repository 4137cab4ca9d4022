/** Names and values that were encoded in another way than RFC 3986. */
import { inBoth, inEncoding, type SharedMistake } from '../mistake.ts'
import type { Encode } from '../recipe.ts'

/** Leaves some marks as they are, given in hex. */
const raw =
  (...codes: readonly string[]) =>
  (encode: Encode): Encode => {
    const escapes = new RegExp(`%(${codes.join('|')})`, 'g')
    return (text) => encode(text).replace(escapes, decodeURIComponent)
  }

const plusForSpace =
  (encode: Encode): Encode =>
  (text) =>
    encode(text).replaceAll('%20', '+')
const encodedTilde =
  (encode: Encode): Encode =>
  (text) =>
    encode(text).replaceAll('~', '%7E')
const rawAsterisk = raw('2A')
const lowerCase =
  (encode: Encode): Encode =>
  (text) =>
    encode(text).replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())
const latin1 =
  (encode: Encode): Encode =>
  (text) =>
    /^[\0-\xff]*[\x80-\xff][\0-\xff]*$/.test(text)
      ? text.replace(/[^A-Za-z0-9\-_.~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
      : encode(text)

const pathEscape = ['24', '26', '2B', '3A', '3D', '40']
const encodeUri = [...pathEscape, '21', '23', '27', '28', '29', '2A', '2C', '2F', '3B', '3F']

export const encodingMistakes: readonly SharedMistake[] = [
  {
    cause: 'PlusForSpace',
    sentence: 'A space was signed as "+": sign it as "%20".',
    slips: inEncoding(plusForSpace)
  },
  {
    cause: 'RawAsterisk',
    sentence: 'A "*" was signed as it is: sign it as "%2A".',
    slips: inEncoding(rawAsterisk)
  },
  {
    cause: 'EncodedTilde',
    sentence: 'A "~" was signed as "%7E": sign it as it is.',
    slips: inEncoding(encodedTilde)
  },
  {
    cause: 'FormEncoding',
    sentence:
      'Names and values were encoded as a form’s are (URLEncoder, URLSearchParams): sign a space as "%20", "*" as "%2A" and "~" as it is.',
    slips: inEncoding((encode) => rawAsterisk(plusForSpace(encodedTilde(encode))))
  },
  {
    cause: 'RawMarks',
    sentence: 'Some of "!\'()*" were signed as they are, as encodeURIComponent leaves them: sign them as "%21%27%28%29%2A".',
    slips: inEncoding(raw('21', '27', '28', '29', '2A'))
  },
  {
    cause: 'RawSlash',
    sentence: 'A "/" in a value was signed as it is, as Python’s quote leaves it: sign it as "%2F".',
    slips: inEncoding(raw('2F'))
  },
  {
    cause: 'RawReserved',
    sentence:
      'Some of ":/?#@$&+,;=" in a value were signed as they are, as encodeURI and the like leave them: encode all but A-Z a-z 0-9 "-_.~".',
    slips: inEncoding(raw('3A'), raw('2F', '3A'), raw(...pathEscape), raw(...encodeUri))
  },
  {
    cause: 'NotUtf8',
    sentence: 'Letters beyond ASCII were encoded from Latin-1: encode the bytes of their UTF-8.',
    slips: inEncoding(latin1)
  },
  {
    cause: 'LowerCaseHex',
    sentence: 'Percent-encoding was written in lower case, as "%2f": write it in upper case, as "%2F".',
    slips: (recipe, seen) => {
      const both = inEncoding(lowerCase)(recipe, seen)
      const path = inBoth(({ path }) => [{ path: path.toLowerCase() }])
      const outer = inBoth(({ outer }) => [{ outer: lowerCase(outer) }])(recipe, seen)
      return [...both, ...outer, ...[...both, ...outer].flatMap((one) => path(one, seen))]
    }
  },
  {
    cause: 'NotEncoded',
    sentence: 'Names and values were signed without being percent-encoded: encode each of them before they are joined.',
    slips: inBoth(({ query }) => [{ query: { ...query, encode: (text) => text } }])
  },
  {
    cause: 'DoubleEncoding',
    sentence: 'Values were percent-encoded twice before they were signed: encode each value once.',
    slips: inBoth(({ query, outer }) => [
      { query: { ...query, encode: (text) => query.encode(query.encode(text)) } },
      { outer: (text) => outer(outer(text)) }
    ])
  }
]
