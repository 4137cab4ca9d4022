import { commonMistakes, type Mistake, withPairs } from './mistakes.ts'

export const mistakesV1: readonly Mistake[] = [
  ...commonMistakes,
  {
    cause: 'AmpersandMissing',
    sentence: 'The HMAC was made under the secret alone: in V1 the key is the secret followed by `&`.',
    isOften: true,
    make: (recipe) => [{ ...recipe, hmacKey: recipe.hmacKey.replace(/&$/, '') }]
  },
  {
    cause: 'QueryNotEncodedAgain',
    sentence: 'The canonical query stands in the string to sign as it is: it must be percent-encoded once more.',
    isOften: true,
    make: (recipe) => [{ ...recipe, encodeAgain: (text) => text }]
  },
  {
    cause: 'SlashNotEncoded',
    sentence: 'The string to sign has `/` between the ampersands: it must be `%2F`.',
    isOften: true,
    make: (recipe) => [{ ...recipe, path: '/' }]
  },
  {
    cause: 'FormLeftOut',
    sentence: 'Only the query was signed: in V1 the fields of the form are signed with it.',
    make: withPairs((_, { query }) => query.filter(([name]) => name !== 'Signature'))
  },
  {
    cause: 'SecurityTokenLeftOut',
    sentence: 'SecurityToken was sent and not signed: it is a parameter like any other.',
    make: withPairs((pairs) => pairs.filter(([name]) => name !== 'SecurityToken'))
  },
  {
    cause: 'WrongHash',
    sentence: 'The HMAC was made with SHA-256: V1 takes SHA-1.',
    make: (recipe) => [{ ...recipe, hash: 'sha256' }]
  },
  {
    cause: 'HexSignature',
    sentence: 'The signature was sent in hex: V1 takes Base64.',
    make: (recipe) => [
      { ...recipe, output: 'hex' },
      { ...recipe, output: 'HEX' }
    ]
  }
]
