/** The steps by which a signature is made, so that each can be done wrong on purpose. */
import { createHmac } from 'node:crypto'
import type { SignedRequest } from '../authenticate.ts'
import { type Pair, percentEncode } from '../encode.ts'
import { mask, masked, maskHeader } from '../mask.ts'
import { sha256 } from '../v3.ts'

export interface Recipe {
  readonly scheme: 'V1' | 'V3'
  readonly method: string
  readonly path: string
  /** V1: all parameters except Signature. V3: those of the query. In the order in which they were sent. */
  readonly pairs: readonly Pair[]
  /** Compares encoded names and values. */
  readonly compare: (a: Pair, b: Pair) => number
  readonly encode: (text: string) => string
  /** Joins an encoded pair. */
  readonly join: (pair: Pair) => string
  /** Wraps the whole canonical query. */
  readonly around: (query: string) => string
  /** V1: makes the string to sign from the canonical query. */
  readonly frame: (recipe: Recipe, query: string) => string
  /** V1: the second encoding, of the whole canonical query. */
  readonly encodeAgain: (text: string) => string
  /** V3: the signed headers, in the order of the canonical request. */
  readonly headers: readonly Pair[]
  readonly line: (header: Pair) => string
  /** V3: the text after the last header. */
  readonly headersEnd: string
  readonly bodyHash: string
  /** V3: makes the string to sign from the canonical request. */
  readonly wrap: (request: string) => string
  /** V3: the end of each line, and the text after the last one. */
  readonly lineEnd: string
  readonly requestEnd: string
  /** The text after the string to sign. */
  readonly lastLine: string
  readonly hmacKey: string
  readonly hash: 'sha1' | 'sha256'
  /** Whether key and text of the HMAC are swapped. */
  readonly isSwapped?: true
  readonly charset: BufferEncoding
  readonly keyCharset: BufferEncoding
  readonly write: (mac: Buffer) => string
}

export interface Text {
  readonly canonicalRequest: string
  readonly stringToSign: string
}

const right = {
  compare: ([a, x]: Pair, [b, y]: Pair): number => (a < b || (a === b && x < y) ? -1 : 1),
  encode: percentEncode,
  encodeAgain: percentEncode,
  join: ([name, value]: Pair): string => `${name}=${value}`,
  around: (query: string): string => query,
  frame: ({ method, path, encodeAgain }: Recipe, query: string): string => `${method}&${path}&${encodeAgain(query)}`,
  headers: [],
  line: ([name, value]: Pair): string => `${name}:${value}`,
  headersEnd: '\n',
  bodyHash: '',
  wrap: (request: string) => `ACS3-HMAC-SHA256\n${sha256(request)}`,
  lineEnd: '\n',
  requestEnd: '',
  lastLine: '',
  charset: 'utf8',
  keyCharset: 'utf8'
} as const

export const rightV1 = ({ method, query, form }: SignedRequest, secret: string): Recipe => ({
  ...right,
  scheme: 'V1',
  method,
  path: percentEncode('/'),
  pairs: [...query, ...form].filter(([name]) => name !== 'Signature'),
  hmacKey: `${secret}&`,
  hash: 'sha1',
  write: (mac) => mac.toString('base64')
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
  write: (mac) => mac.toString('hex')
})

export function render(recipe: Recipe): Text {
  const { scheme, method, path, headers, headersEnd, bodyHash, wrap, lineEnd, requestEnd, lastLine } = recipe
  const query = recipe.around(encodedPairs(recipe).sort(recipe.compare).map(recipe.join).join('&'))
  if (scheme === 'V1') return { canonicalRequest: query, stringToSign: recipe.frame(recipe, query) + lastLine }
  const lines = `${headers.map(recipe.line).join('\n')}${headersEnd}`
  const names = headers.map(([name]) => name).join(';')
  const ended = (text: string) => (lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd))
  const canonicalRequest = ended([method, path, query, lines, names, bodyHash].join('\n')) + requestEnd
  return { canonicalRequest, stringToSign: ended(wrap(canonicalRequest)) + lastLine }
}

// Encoding takes most of the time and few mistakes change it, so recipes with the same encoder and pairs share the
// result.
const encoded = new WeakMap<Recipe['encode'], WeakMap<Recipe['pairs'], readonly Pair[]>>()

function encodedPairs({ encode, pairs }: Recipe): Pair[] {
  const known = encoded.get(encode) ?? new WeakMap()
  encoded.set(encode, known)
  const made = known.get(pairs) ?? pairs.map(([name, value]): Pair => [encode(name), encode(value)])
  known.set(pairs, made)
  return [...made]
}

/** The texts with secrets masked. The string to sign of V3 is shown in full if it is a hash, which reveals nothing. */
export function show(recipe: Recipe): Text {
  const bodyHash = isHash.test(recipe.bodyHash) ? recipe.bodyHash : masked
  const shown = { ...recipe, pairs: recipe.pairs.map(mask), headers: recipe.headers.map(maskHeader), bodyHash }
  const { canonicalRequest, stringToSign } = render(recipe)
  const isHashed = recipe.scheme === 'V3' && !stringToSign.includes(canonicalRequest)
  return isHashed ? { ...render(shown), stringToSign } : render(shown)
}

// Another text in place of the hash could be the body itself.
const isHash = /^([0-9a-f]{64}|UNSIGNED-PAYLOAD|)$/i

export function sign(recipe: Recipe): string {
  const { hash, hmacKey, keyCharset, charset, isSwapped, write } = recipe
  const [key, text] = [Buffer.from(hmacKey, keyCharset), Buffer.from(render(recipe).stringToSign, charset)]
  const mac = isSwapped ? createHmac(hash, text).update(key) : createHmac(hash, key).update(text)
  return write(mac.digest())
}
