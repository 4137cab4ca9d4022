/** Signature V3, ACS3-HMAC-SHA256 over headers, query and body: current SDKs send it. */
import { createHash, createHmac } from 'node:crypto'
import { canonicalQuery, type Pair } from './encode.ts'

const algorithm = 'ACS3-HMAC-SHA256'
const form = new RegExp(`^${algorithm}\\s+Credential=([^,\\s]+),\\s*SignedHeaders=([^,\\s]+),\\s*Signature=([^,\\s]+)$`)

export interface Authorization {
  readonly accessKeyId: string
  /** In lower case and in the order in which they were listed. */
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

/** The parts of an Authorization header; undefined if it has another scheme. */
export function parseAuthorization(header: string): Authorization | undefined {
  const [, accessKeyId, signedHeaders, signature] = form.exec(header) ?? []
  if (accessKeyId === undefined || signedHeaders === undefined || signature === undefined) return undefined
  return { accessKeyId, signedHeaders: signedHeaders.toLowerCase().split(';'), signature }
}

export interface RequestToSign {
  readonly method: string
  /** Without query. */
  readonly path: string
  readonly query: readonly Pair[]
  /** By lower-case name; a header that came several times has several values. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>
  readonly signedHeaders: readonly string[]
  /** Lower-case hex SHA-256 of the body. */
  readonly bodyHash: string
}

export function canonicalRequest(request: RequestToSign): string {
  const signed = [...request.signedHeaders].sort()
  const headers = signed.map((name) => {
    const values = (request.headers[name] ?? []).map((value) => value.trim())
    return `${name}:${[...values].sort().join(',')}\n`
  })
  const { method, path, query, bodyHash } = request
  return [method, path, canonicalQuery(query), headers.join(''), signed.join(';'), bodyHash].join('\n')
}

export const stringToSignV3 = (request: string): string => `${algorithm}\n${sha256(request)}`

/** Lower-case hex. */
export const signV3 = (secret: string, stringToSign: string): string =>
  createHmac('sha256', secret).update(stringToSign).digest('hex')

/** Lower-case hex. */
export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')
