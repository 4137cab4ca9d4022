import { percentEncode } from '../encode.ts'
import { sha256 } from '../v3.ts'
import { commonMistakes, parameterLeftOut } from './common-mistakes.ts'
import { first, headerMistakes } from './header-mistakes.ts'
import { type Mistake, withPairs } from './mistakes.ts'
import { decoded } from './spoilt.ts'

const hexOf = (mac: Buffer): string => mac.toString('hex')
const dashed = (hex: string): string => hex.toUpperCase().replace(/..(?=.)/g, '$&-')

/** The hash of the body, the last line of the canonical request. */
const bodyMistakes: readonly Mistake[] = [
  {
    cause: 'BodyHashNotLowerCase',
    sentence: 'The hash of the body was written in upper-case hex: V3 takes lower-case.',
    make: (recipe) => [{ ...recipe, bodyHash: recipe.bodyHash.toUpperCase() }]
  },
  {
    cause: 'BodyHashOfAnotherBody',
    sentence: 'x-acs-content-sha256 is the hash of another body than the one that was sent.',
    isOften: true,
    make: (recipe, request) => [{ ...recipe, bodyHash: first(request, 'x-acs-content-sha256') }]
  },
  {
    cause: 'BodyHashOfNothing',
    sentence: 'The canonical request ends with the hash of an empty body: hash the body that is sent.',
    make: (recipe) => [{ ...recipe, bodyHash: sha256('') }]
  },
  {
    cause: 'BodyNotHashed',
    sentence:
      'The canonical request ends with the body, or with nothing: it must end with the SHA-256 of the body in hex.',
    make: (recipe, { body }) =>
      [...new Set([body.toString(), '', 'UNSIGNED-PAYLOAD'])].map((bodyHash) => ({ ...recipe, bodyHash }))
  }
]

/** How the canonical request becomes the string to sign. */
const requestMistakes: readonly Mistake[] = [
  {
    cause: 'RequestNotHashed',
    sentence: 'The string to sign holds the canonical request itself: it must hold its SHA-256 in hex.',
    make: (recipe) => [{ ...recipe, wrap: (request) => `ACS3-HMAC-SHA256\n${request}` }]
  },
  {
    cause: 'RequestHashNotLowerCaseHex',
    sentence:
      'The hash of the canonical request stands in the string to sign in upper-case hex or in Base64: it must be lower-case hex.',
    make: (recipe) =>
      [(hex: string) => hex.toUpperCase(), dashed, (hex: string) => Buffer.from(hex, 'hex').toString('base64')].map(
        (write) => ({ ...recipe, wrap: (request: string) => `ACS3-HMAC-SHA256\n${write(sha256(request))}` })
      )
  },
  {
    cause: 'CarriageReturns',
    sentence: 'Lines were ended with CR and LF, as on Windows: a line of the canonical request ends with LF alone.',
    make: (recipe) => [{ ...recipe, lineEnd: '\r\n' }]
  },
  {
    cause: 'AlgorithmMissing',
    sentence: 'The string to sign must begin with the line `ACS3-HMAC-SHA256`.',
    make: (recipe) => [{ ...recipe, wrap: (request) => sha256(request) }]
  }
]

/** Path and query. */
const urlMistakes: readonly Mistake[] = [
  {
    cause: 'PathEmpty',
    sentence: 'An empty path was signed: it must be `/`.',
    make: (recipe) => [{ ...recipe, path: '' }]
  },
  {
    cause: 'PathEncodedOtherwise',
    sentence: 'The path was signed encoded otherwise than it was sent: sign it as it stands in the URL.',
    make: (recipe) => {
      const sent = recipe.path.split('/')
      const parts = sent.map(decoded)
      const written = [parts, parts.map(encodeURIComponent), parts.map(percentEncode), sent.map(percentEncode)]
      return written.map((path) => ({ ...recipe, path: path.join('/') }))
    }
  },
  {
    cause: 'FormInQuery',
    sentence: 'The fields of the form were signed as if they were in the query: in V3 the body’s hash stands for them.',
    make: withPairs((pairs, request) =>
      first(request, 'content-type').startsWith('application/x-www-form-urlencoded')
        ? [...pairs, ...new URLSearchParams(request.body.toString())]
        : pairs
    )
  },
  {
    cause: 'QueryLeftOut',
    sentence: 'The query was sent and not signed.',
    make: withPairs(() => [])
  }
]

/** The HMAC, and how it is written. */
const hmacMistakes: readonly Mistake[] = [
  {
    cause: 'AmpersandAdded',
    sentence: 'The HMAC was made under the secret followed by `&`, as in V1: V3 takes the secret alone.',
    isOften: true,
    make: (recipe) => [{ ...recipe, hmacKey: `${recipe.hmacKey}&` }]
  },
  {
    cause: 'WrongHash',
    sentence: 'The HMAC was made with SHA-1: V3 takes SHA-256.',
    make: (recipe) => [{ ...recipe, hash: 'sha1' }]
  },
  {
    cause: 'UpperCaseSignature',
    sentence: 'The signature was sent in upper-case hex: V3 takes lower-case.',
    make: (recipe) => [
      { ...recipe, write: (mac) => hexOf(mac).toUpperCase() },
      { ...recipe, write: (mac) => dashed(hexOf(mac)) }
    ]
  },
  {
    cause: 'Base64Signature',
    sentence: 'The signature was sent in Base64: V3 takes lower-case hex.',
    make: (recipe) => [{ ...recipe, write: (mac) => mac.toString('base64') }]
  }
]

/** In the order in which they are tried. `listed` is the order of SignedHeaders. */
export const mistakesV3 = (listed: readonly string[]): readonly Mistake[] => [
  ...commonMistakes,
  ...bodyMistakes,
  ...headerMistakes(listed),
  ...requestMistakes,
  ...urlMistakes,
  ...hmacMistakes,
  parameterLeftOut
]
