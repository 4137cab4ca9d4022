/** Signers as people write them, with one thing or another done wrong. Knows nothing of the service's own code. */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import type { Body } from '../fixture.ts'

export interface Target {
  readonly endpoint: string
  readonly secret: string
  readonly time: string
}

export interface Wire {
  readonly method: string
  readonly path: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

export const strict = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

type Mac = (key: string, text: string) => Buffer

/** What is sent and what is signed differ by these only. */
export interface WrongV1 {
  readonly parameters?: Record<string, string>
  readonly method?: 'GET' | 'POST'
  readonly signedMethod?: string
  readonly encode?: (text: string) => string
  readonly again?: (text: string) => string
  readonly order?: (names: string[]) => string[]
  readonly signed?: (name: string, value: string) => boolean
  readonly slash?: string
  /** What is signed in place of the string to sign. */
  readonly text?: (text: string) => string
  readonly mac?: Mac
  readonly write?: (mac: Buffer) => string
  readonly key?: (secret: string) => string
  readonly hash?: string
  readonly output?: 'base64' | 'hex'
  /** How the signature stands in the URL. */
  readonly send?: (signature: string) => string
}

/** A V1 call with all parameters in the query, or those that begin with a capital R or K in the form of a POST. */
export function wrongV1({ secret, time }: Target, wrong: WrongV1 = {}): Wire {
  const { method = 'GET', encode = strict, send = strict, slash = '%2F', hash = 'sha1', output = 'base64' } = wrong
  const all: Record<string, string> = {
    Version: '2020-06-01',
    Action: method === 'GET' ? 'ListKeyPairs' : 'ListInstances',
    Format: 'JSON',
    SignatureMethod: 'HMAC-SHA1',
    RegionId: 'cn-hangzhou',
    AccessKeyId: 'known',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: time,
    ...wrong.parameters
  }
  const names = Object.keys(all).filter((name) => wrong.signed?.(name, all[name] ?? '') ?? true)
  const order = wrong.order ?? ((list: string[]) => list.sort())
  const canonical = order(names)
    .map((name) => `${encode(name)}=${encode(all[name] ?? '')}`)
    .join('&')
  const again = wrong.again ?? wrong.encode ?? strict
  const right = [wrong.signedMethod ?? method, slash, again(canonical)].join('&')
  const text = wrong.text?.(right) ?? right
  const key = wrong.key?.(secret) ?? `${secret}&`
  const mac = wrong.mac?.(key, text) ?? createHmac(hash, key).update(text).digest()
  const signature = wrong.write?.(mac) ?? mac.toString(output)
  const write = (list: string[]) => list.map((name) => `${strict(name)}=${strict(all[name] ?? '')}`).join('&')
  const inForm = (name: string) => method === 'POST' && /^(RegionId|InstanceIds)$/.test(name)
  const query = write(Object.keys(all).filter((name) => !inForm(name)))
  const form = write(Object.keys(all).filter(inForm))
  return {
    method,
    path: `/?${query}&Signature=${send(signature)}`,
    ...(form !== '' && { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form })
  }
}

export interface WrongV3 {
  readonly query?: Record<string, string>
  readonly body?: string
  readonly type?: string
  readonly method?: string
  readonly signedMethod?: string
  readonly encode?: (text: string) => string
  readonly order?: (names: string[]) => string[]
  /** The headers as they are sent, and as they are signed. */
  readonly sent?: Record<string, string>
  readonly signedAs?: Record<string, string>
  readonly listed?: (names: string[]) => string[]
  readonly canonicalHeaders?: (lines: string[], listed: string[]) => string
  readonly canonicalQuery?: (query: string) => string
  readonly path?: string
  readonly bodyHash?: string
  readonly wrap?: (canonical: string) => string
  readonly canonical?: (canonical: string) => string
  readonly text?: (text: string) => string
  readonly mac?: Mac
  readonly key?: (secret: string) => string
  readonly hash?: string
  readonly write?: (mac: Buffer) => string
}

/** A V3 call of ListKeyPairs, or of ImportKeyPair where it has a body. */
export function wrongV3({ endpoint, secret, time }: Target, wrong: WrongV3 = {}): Wire {
  const { body = '', encode = strict, path = '/', hash = 'sha256' } = wrong
  const method = wrong.method ?? (body === '' ? 'GET' : 'POST')
  const query: Record<string, string> = { ...(body === '' && { RegionId: 'cn-hangzhou' }), ...wrong.query }
  const sent: Record<string, string> = {
    host: endpoint,
    'x-acs-action': body === '' ? 'ListKeyPairs' : 'ImportKeyPair',
    'x-acs-version': '2020-06-01',
    'x-acs-date': time,
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-content-sha256': sha256(body),
    ...(body !== '' && { 'content-type': wrong.type ?? 'application/x-www-form-urlencoded' }),
    ...wrong.sent
  }
  const listed = (wrong.listed ?? ((names: string[]) => names.sort()))(Object.keys(sent))
  const value = (name: string) => wrong.signedAs?.[name] ?? sent[name] ?? ''
  const lines = [...listed].sort().map((name) => `${name}:${value(name)}`)
  const headers = wrong.canonicalHeaders?.(lines, listed) ?? `${lines.join('\n')}\n`
  const order = wrong.order ?? ((names: string[]) => names.sort())
  const search = order(Object.keys(query))
    .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&')
  const canonicalQuery = wrong.canonicalQuery?.(search) ?? search
  const hashOfBody = wrong.bodyHash ?? sha256(body)
  const names = wrong.canonicalHeaders === undefined ? [...listed].sort() : listed
  const parts = [wrong.signedMethod ?? method, path, canonicalQuery, headers, names.join(';'), hashOfBody]
  const canonical = wrong.canonical?.(parts.join('\n')) ?? parts.join('\n')
  const right = wrong.wrap?.(canonical) ?? `ACS3-HMAC-SHA256\n${sha256(canonical)}`
  const text = wrong.text?.(right) ?? right
  const key = wrong.key?.(secret) ?? secret
  const mac = wrong.mac?.(key, text) ?? createHmac(hash, key).update(text).digest()
  const signature = wrong.write?.(mac) ?? mac.toString('hex')
  const authorization = `ACS3-HMAC-SHA256 Credential=known,SignedHeaders=${listed.join(';')},Signature=${signature}`
  const url = Object.entries(query).map(([name, text]) => `${strict(name)}=${strict(text)}`)
  return { method, path: `/?${url.join('&')}`, headers: { ...sent, authorization }, ...(body !== '' && { body }) }
}

/** Sends it as it is, the Host header too. */
export async function send(
  endpoint: string,
  { method, path, headers, body }: Wire
): Promise<{ status: number; body: Body; report: string }> {
  const [host, port] = endpoint.split(':')
  return await new Promise((resolve, reject) => {
    const framed = body === undefined ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) }
    const call = request({ host, port, method, path, headers: framed }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk) => chunks.push(chunk))
      reply.on('end', () =>
        resolve({
          status: reply.statusCode ?? 0,
          body: JSON.parse(Buffer.concat(chunks).toString()),
          report: String(reply.headers['x-swas-signature-report'])
        })
      )
    })
    call.on('error', reject)
    call.end(body)
  })
}
