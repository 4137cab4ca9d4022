/** Other parameters than were sent, or in another order. */
import type { Pair } from '../../encode.ts'
import { inQuery, type SharedMistake } from '../mistake.ts'

const most = 50 // parameters that are left out one by one

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const mapValues = (pairs: readonly Pair[], change: (value: string) => string): Pair[] =>
  pairs.map(([name, value]) => [name, change(value)])

// The spaces of a public key: those around its middle are none of Base64's.
const inMiddle = (text: string) =>
  text.replace(/^(\S+ )(.*?)((?: [^ ]*@[^ ]*)?)$/, (_, type, middle, comment) => type + middle.replaceAll(' ', '+') + comment)

export const parameterMistakes: readonly SharedMistake[] = [
  {
    cause: 'QueryLeftOut',
    sentence: 'The parameters of the URL were not signed: sign them too.',
    slips: inQuery((_, { request: { query, form } }) => (query.length === 0 ? [] : [{ pairs: form }]))
  },
  {
    cause: 'EmptyLeftOut',
    sentence: 'Parameters with an empty value were sent but not signed: sign them as "name=".',
    slips: inQuery(({ pairs }) => [{ pairs: pairs.filter(([, value]) => value !== '') }])
  },
  {
    cause: 'EmptyWithoutEquals',
    sentence: 'A parameter with an empty value was signed as "name": sign it as "name=".',
    slips: inQuery(({ write }) => [{ write: ([name, value]) => (value === '' ? name : write([name, value])) }])
  },
  {
    cause: 'PlusSentRaw',
    sentence: 'A "+" was signed rightly but sent as it is, which means a space: send it as "%2B".',
    slips: inQuery(({ pairs }) => [
      { pairs: mapValues(pairs, inMiddle) },
      { pairs: mapValues(pairs, (value) => value.replaceAll(' ', '+')) }
    ])
  },
  {
    cause: 'SentDoubleEncoded',
    sentence: 'A value was signed rightly but percent-encoded twice when it was sent: encode it once.',
    slips: inQuery(({ pairs }) => [{ pairs: mapValues(pairs, decoded) }])
  },
  {
    cause: 'Unsorted',
    sentence: 'Parameters were signed in the order in which they were sent: sort them by name.',
    slips: inQuery(() => [{ order: undefined }])
  },
  {
    cause: 'SortedIgnoringCase',
    sentence: 'Parameters were sorted without regard to case: sort them by bytes, capitals before small letters.',
    slips: inQuery(() => [{ order: ([one], [other]) => compare(one.toLowerCase(), other.toLowerCase()) }])
  },
  {
    cause: 'SortedAsWhole',
    sentence: 'Parameters were sorted as "name=value": sort them by name alone, so that "a.1" stands before "a.10".',
    slips: inQuery(({ write }) => [{ order: (one, other) => compare(write(one), write(other)) }])
  },
  {
    cause: 'ParameterNotSigned',
    sentence: 'A parameter was sent but not signed: add it before you sign.',
    slips: inQuery(({ pairs }) =>
      pairs.slice(0, most).map((left) => ({ pairs: pairs.filter((pair) => pair !== left) }))
    ),
    isAlone: true
  }
]
