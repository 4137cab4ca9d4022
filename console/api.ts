/** The service's REST API, with the types of its OpenAPI document. */
import createClient from 'openapi-fetch'
import { readAccessKey, toAuthorization } from './account.ts'
import type { components, paths } from './schema.d.ts'

export type Schemas = components['schemas']

/** An error reply of the service. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string

  constructor(status: number, { Code, Message, RequestId }: Schemas['ApiError']) {
    super(Message)
    this.status = status
    this.code = Code
    this.requestId = RequestId
  }
}

/** Whether the error proves that the call wasn't carried out. */
export const isRefusal = (error: unknown): error is Refusal => error instanceof Refusal && error.status < 500

/** After this time without a reply a call counts as failed; it may have been carried out. */
const replyTimeoutMs = 60_000

export const api = createClient<paths>({ baseUrl: location.origin, cache: 'no-store', fetch: fetchInTime })

function fetchInTime(request: Request): Promise<Response> {
  const timeout = new AbortController()
  setTimeout(() => timeout.abort(new Error(`${replyTimeoutMs / 1000} s`)), replyTimeoutMs)
  return fetch(new Request(request, { signal: timeout.signal }))
}

api.use({
  onRequest({ request }) {
    const accessKey = readAccessKey()
    if (accessKey) request.headers.set('authorization', toAuthorization(accessKey))
  }
})

/** The result of a call. Throws a `Refusal`, or another error if there was no valid reply. */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call
  if (data !== undefined) return data
  if (isError(error)) throw new Refusal(response.status, error)
  throw new Error(`${response.status} ${response.statusText}`)
}

const isError = (error: unknown): error is Schemas['ApiError'] =>
  typeof error === 'object' && error !== null && 'Code' in error && 'Message' in error && 'RequestId' in error
