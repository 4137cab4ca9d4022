/** Signature V3 as a recipe. */
import type { AccessKey } from '../access-keys.ts'
import type { SignedRequest } from '../authenticate.ts'
import { type Pair, percentEncode } from '../encode.ts'
import { mask, maskHeader } from '../mask.ts'
import { type Authorization, sha256, stringToSignV3 } from '../v3.ts'
import { byBytes, type Draft, memo, queryLines, type Recipe, type Text } from './recipe.ts'

export type Part = 'method' | 'path' | 'query' | 'headers' | 'names' | 'bodyHash'

export interface V3Draft extends Draft {
  /** In the order in which they stand in the canonical request, each with its value. */
  readonly headers: readonly Pair[]
  /** The names that stand below them. */
  readonly names: readonly string[]
  /** Between a header's name and its value. */
  readonly colon: string
  /** After the last header. */
  readonly headersEnd: string
  readonly bodyHash: string
  readonly omitted: readonly Part[]
  /** Between lines. */
  readonly newline: string
  /** After the last line. */
  readonly end: string
  readonly toSign: (canonicalRequest: string) => string
}

export function recipeV3(
  { method, path, query, headers, body }: SignedRequest,
  { accessKeySecret }: AccessKey,
  { signedHeaders }: Authorization
): Recipe<V3Draft> {
  const names = [...signedHeaders].sort()
  const valueOf = (name: string) =>
    (headers[name] ?? [])
      .map((value) => value.trim())
      .sort()
      .join(',')
  return {
    draft: {
      method,
      path,
      query: {
        pairs: query,
        encode: percentEncode,
        order: byBytes,
        write: ([name, value]) => `${name}=${value}`
      },
      outer: (text) => text,
      headers: names.map((name) => [name, valueOf(name)]),
      names,
      colon: ':',
      headersEnd: '\n',
      bodyHash: sha256(body),
      omitted: [],
      newline: '\n',
      end: '',
      toSign: stringToSignV3
    },
    seal: { secret: accessKeySecret, suffix: '', digest: 'sha256', output: (mac) => mac.toString('hex') }
  }
}

const parts: readonly Part[] = ['method', 'path', 'query', 'headers', 'names', 'bodyHash']

export const renderV3 = memo((draft: V3Draft): Text => {
  const canonicalRequest = canonicalRequestOf(draft)
  return { canonicalRequest, stringToSign: draft.toSign(canonicalRequest) }
})

function canonicalRequestOf(draft: V3Draft): string {
  const { method, path, query, outer, headers, headersEnd, names, colon, bodyHash, omitted, newline, end } = draft
  const lines = headers.map(([name, value]) => name + colon + value).join('\n') + headersEnd
  const texts = {
    method,
    path,
    query: outer(queryLines(query).join('&')),
    headers: lines,
    names: names.join(';'),
    bodyHash
  }
  const text = parts.filter((part) => !omitted.includes(part)).map((part) => texts[part])
  return (text.join('\n') + end).replaceAll('\n', newline)
}

export const maskV3 = (draft: V3Draft): V3Draft => ({
  ...draft,
  headers: draft.headers.map(maskHeader),
  query: { ...draft.query, pairs: draft.query.pairs.map(mask) }
})
