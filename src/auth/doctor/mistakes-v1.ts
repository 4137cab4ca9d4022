import { percentEncode } from '../encode.ts'
import { commonMistakes, parameterLeftOut } from './common-mistakes.ts'
import { type Mistake, withPairs } from './mistakes.ts'

const hexOf = (mac: Buffer): string => mac.toString('hex')
// What `openssl dgst -hmac` writes, by its version.
const opensslNames = ['', '(stdin)= ', 'SHA1(stdin)= ', 'HMAC-SHA1(stdin)= ']

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
      { ...recipe, write: hexOf },
      { ...recipe, write: (mac) => hexOf(mac).toUpperCase() }
    ]
  },
  {
    cause: 'HexInBase64',
    sentence:
      'The hex of the HMAC was written in Base64, in place of its bytes: give hash_hmac of PHP `true`, and `openssl dgst` the option `-binary`.',
    make: (recipe) =>
      opensslNames
        .flatMap((name) => [(mac: Buffer) => `${name}${hexOf(mac)}`, (mac: Buffer) => `${name}${hexOf(mac)}\n`])
        .map((text) => ({ ...recipe, write: (mac: Buffer) => Buffer.from(text(mac)).toString('base64') }))
  },
  {
    cause: 'SeparatorsEncoded',
    sentence:
      'The ampersands of the string to sign were percent-encoded with what is between them: `GET&%2F&` stays as it is.',
    make: (recipe) => [
      { ...recipe, frame: ({ method }, query) => `${method}&${percentEncode(`/&${query}`)}` },
      { ...recipe, frame: ({ method }, query) => percentEncode(`${method}&/&${query}`) },
      {
        ...recipe,
        frame: ({ method, path, encodeAgain }, query) => percentEncode(`${method}&${path}&${encodeAgain(query)}`)
      }
    ]
  },
  parameterLeftOut
]
