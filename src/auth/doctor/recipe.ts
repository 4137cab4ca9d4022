/** How a signature is made, taken apart, so that each step can be done wrong on purpose. */
import { createHmac } from 'node:crypto'
import type { SignedRequest } from '../authenticate.ts'
import { type Pair, percentEncode } from '../encode.ts'
import { mask, maskHeader } from '../mask.ts'
import { sha256 } from '../v3.ts'

export interface Recipe {
  readonly scheme: 'V1' | 'V3'
  readonly method: string
  readonly path: string
  /** V1: all parameters but the signature; V3: those of the query. In the order in which they were sent. */
  readonly pairs: readonly Pair[]
  /** Of encoded names and values. */
  readonly compare: (a: Pair, b: Pair) => number
  readonly encode: (text: string) => string
  /** V1: what the canonical query goes through once more. */
  readonly encodeAgain: (text: string) => string
  /** V3: the headers that are signed, in the order of the canonical request. */
  readonly headers: readonly Pair[]
  /** V3: what follows the last header. */
  readonly headersEnd: string
  readonly bodyHash: string
  /** V3: the string to sign, of the canonical request. */
  readonly wrap: (request: string) => string
  readonly hmacKey: string
  readonly hash: 'sha1' | 'sha256'
  readonly output: 'base64' | 'hex' | 'HEX'
}

export interface Text {
  readonly canonicalRequest: string
  readonly stringToSign: string
}

const right = {
  compare: ([a, x]: Pair, [b, y]: Pair): number => (a < b || (a === b && x < y) ? -1 : 1),
  encode: percentEncode,
  encodeAgain: percentEncode,
  headers: [],
  headersEnd: '\n',
  bodyHash: '',
  wrap: (request: string) => `ACS3-HMAC-SHA256\n${sha256(request)}`
} as const

export const rightV1 = ({ method, query, form }: SignedRequest, secret: string): Recipe => ({
  ...right,
  scheme: 'V1',
  method,
  path: percentEncode('/'),
  pairs: [...query, ...form].filter(([name]) => name !== 'Signature'),
  hmacKey: `${secret}&`,
  hash: 'sha1',
  output: 'base64'
})

export const rightV3 = (request: SignedRequest, signedHeaders: readonly string[], secret: string): Recipe => ({
  ...right,
  scheme: 'V3',
  method: request.method,
  path: request.path,
  pairs: request.query,
  headers: [...signedHeaders].sort().map((name) => {
    const values = (request.headers[name] ?? []).map((value) => value.trim())
    return [name, [...values].sort().join(',')]
  }),
  bodyHash: sha256(request.body),
  hmacKey: secret,
  hash: 'sha256',
  output: 'hex'
})

export function render(recipe: Recipe): Text {
  const { scheme, method, path, pairs, compare, encode, encodeAgain, headers, headersEnd, bodyHash, wrap } = recipe
  const query = pairs
    .map(([name, value]): Pair => [encode(name), encode(value)])
    .sort(compare)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  if (scheme === 'V1') return { canonicalRequest: query, stringToSign: `${method}&${path}&${encodeAgain(query)}` }
  const lines = `${headers.map(([name, value]) => `${name}:${value}`).join('\n')}${headersEnd}`
  const names = headers.map(([name]) => name).join(';')
  const canonicalRequest = [method, path, query, lines, names, bodyHash].join('\n')
  return { canonicalRequest, stringToSign: wrap(canonicalRequest) }
}

/** As it may be shown. The string to sign of V3 is the true one where it is a hash: that shows nothing. */
export function show(recipe: Recipe): Text {
  const masked = render({ ...recipe, pairs: recipe.pairs.map(mask), headers: recipe.headers.map(maskHeader) })
  const { canonicalRequest, stringToSign } = render(recipe)
  const isHashed = recipe.scheme === 'V3' && !stringToSign.includes(canonicalRequest)
  return isHashed ? { ...masked, stringToSign } : masked
}

export function sign(recipe: Recipe): string {
  const mac = createHmac(recipe.hash, recipe.hmacKey).update(render(recipe).stringToSign)
  if (recipe.output === 'base64') return mac.digest('base64')
  const hex = mac.digest('hex')
  return recipe.output === 'hex' ? hex : hex.toUpperCase()
}
