/** Calls that sign themselves, and may be bent before they are sent. */
import { randomUUID } from 'node:crypto'
import type { Pair } from '../../src/auth/encode.ts'
import { signV1, stringToSignV1 } from '../../src/auth/v1.ts'
import { canonicalRequest, sha256, signV3, stringToSignV3 } from '../../src/auth/v3.ts'
import type { Body } from '../fixture.ts'

export interface Signer {
  readonly endpoint: string
  readonly accessKeyId: string
  readonly secret: string
  readonly now: () => Date
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
  readonly text: string
}

export const timeOf = (instant: Date): string => `${instant.toISOString().slice(0, 19)}Z`

const read = async (reply: Response): Promise<Answer> => {
  const text = await reply.text()
  const body = text.startsWith('{') ? JSON.parse(text) : undefined
  return { status: reply.status, headers: reply.headers, text, body }
}

/** A V1 call; `bend` changes what is sent after it was signed, `parameters` what is signed. */
export async function callV1(
  { endpoint, accessKeyId, secret, now }: Signer,
  parameters: Record<string, string> = {},
  { method = 'GET', place = 'query', type, bend = (sent) => sent }: Bends = {}
): Promise<Answer> {
  const all: Record<string, string> = {
    Action: 'ListKeyPairs',
    Version: '2020-06-01',
    Format: 'JSON',
    RegionId: 'cn-hangzhou',
    AccessKeyId: accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: timeOf(now()),
    ...parameters
  }
  const Signature = signV1(secret, stringToSignV1(method, Object.entries(all)))
  const sent = bend({ ...all, Signature })
  if (place === 'form') return await read(await post(endpoint, '', new URLSearchParams(sent), type))
  if (place === 'query') return await read(await fetch(`http://${endpoint}/?${new URLSearchParams(sent)}`, { method }))
  const isCommon = (name: string) => /^(Action|Version|Format|AccessKeyId|Timestamp|Signature.*)$/.test(name)
  const common = Object.entries(sent).filter(([name]) => isCommon(name))
  const others = Object.entries(sent).filter(([name]) => !isCommon(name))
  return await read(await post(endpoint, `?${new URLSearchParams(common)}`, new URLSearchParams(others)))
}

const post = (endpoint: string, query: string, body: URLSearchParams, type?: string) =>
  fetch(`http://${endpoint}/${query}`, { method: 'POST', body, ...(type && { headers: { 'content-type': type } }) })

interface Bends {
  readonly method?: string
  /** `split` as Terraform does: what is common in the query, the rest in the form. */
  readonly place?: 'query' | 'form' | 'split'
  /** The content type of a form, where it isn't the usual one. */
  readonly type?: string
  readonly bend?: (sent: Record<string, string>) => Record<string, string>
}

export interface V3Call {
  readonly method?: string
  readonly path?: string
  readonly query?: readonly Pair[]
  readonly body?: string
  readonly headers?: Record<string, string>
  /** Headers that are sent and not signed. */
  readonly unsigned?: readonly string[]
  /** Changes what is sent after it was signed. */
  readonly bend?: (headers: Record<string, string>) => Record<string, string>
}

/** A V3 call, to either API. */
export async function callV3({ endpoint, accessKeyId, secret, now }: Signer, call: V3Call = {}): Promise<Answer> {
  const { method = 'POST', path = '/', query = [], body = '', unsigned = [], bend = (headers) => headers } = call
  const sent: Record<string, string> = {
    host: endpoint,
    'x-acs-content-sha256': sha256(body),
    'x-acs-date': timeOf(now()),
    'x-acs-signature-nonce': randomUUID(),
    ...call.headers
  }
  const signedHeaders = Object.keys(sent).filter((name) => !unsigned.includes(name))
  const headers = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, [value]]))
  const request = { method, path, query, headers, signedHeaders, bodyHash: sha256(body) }
  const signature = signV3(secret, stringToSignV3(canonicalRequest(request)))
  const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signedHeaders.join(';')},Signature=${signature}`
  const { host: _, ...rest } = bend({ ...sent, authorization })
  const search = new URLSearchParams(query as [string, string][])
  const url = `http://${endpoint}${path}${query.length === 0 ? '' : `?${search}`}`
  return await read(await fetch(url, { method, headers: rest, ...(body !== '' && { body }) }))
}
