/**
 * Sends requests to the control API. It uses Node's http client, which loads in a quarter of the time of `fetch`: in
 * the process of a test file that is most of what we do. Each request opens its own connection, since the service may
 * just have closed a kept one.
 */
import { request as byHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { SwasError } from './swas-error.ts'

export interface ControlTarget {
  /** `http://host:port`. */
  readonly url: string
  /** SWAS_CONTROL_TOKEN of the service, if it has one. */
  readonly controlToken?: string | undefined
}

export interface Sent {
  readonly query?: object | undefined
  readonly body?: unknown
  readonly type?: string
}

// biome-ignore lint/suspicious/noExplicitAny: the OpenAPI document has the response of each route
export type Answer = any

export type Ask = (method: string, path: string, sent?: Sent) => Promise<Answer>

/** The connection failed or broke off. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError'

  constructor(url: string, cause: NodeJS.ErrnoException) {
    super(`${url} doesn’t answer: ${cause.message || cause.code}`, { cause })
  }
}

/** A request rejects with SwasError if the service refuses it, and with UnreachableError if it can't be reached. */
export function createAsk({ url, controlToken }: ControlTarget): Ask {
  return async (method, path, { query, body, type = 'application/json' } = {}) => {
    const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
    const pairs = Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
    const search = given.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
    const headers = {
      ...(controlToken !== undefined && { authorization: `Bearer ${controlToken}` }),
      ...(body !== undefined && { 'content-type': type })
    }
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    const reply = await send(new URL(`${url}/_swas/${path}${search}`), { method, headers, agent: false }, text)
    const answer: Answer = reply.isJson ? JSON.parse(reply.text) : reply.text
    if (reply.status >= 300) throw new SwasError(reply.status, answer.Code ?? 'Unknown', answer.Message ?? reply.text)
    return answer
  }
}

async function send(url: URL, options: RequestOptions, body: string | undefined) {
  const request = url.protocol === 'https:' ? (await import('node:https')).request : byHttp
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, options, resolve).on('error', reject).end(body)
    })
    const parts: Buffer[] = []
    for await (const part of response) parts.push(part)
    return {
      status: response.statusCode ?? 0,
      isJson: response.headers['content-type']?.startsWith('application/json') ?? false,
      text: Buffer.concat(parts).toString()
    }
  } catch (error) {
    throw new UnreachableError(url.origin, error as NodeJS.ErrnoException)
  }
}
