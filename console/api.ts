/** The service’s REST door, with the types of its OpenAPI document. */
import createClient from 'openapi-fetch'
import { readAccessKey, toAuthorization } from './account.ts'
import type { components, paths } from './schema.d.ts'

export type Schemas = components['schemas']

/** The service’s no, in its own words. */
export class Refusal extends Error {
  readonly code: string
  readonly requestId: string

  constructor({ Code, Message, RequestId }: Schemas['ApiError']) {
    super(Message)
    this.code = Code
    this.requestId = RequestId
  }
}

export const api = createClient<paths>({ baseUrl: location.origin, cache: 'no-store' })

api.use({
  onRequest({ request }) {
    const accessKey = readAccessKey()
    if (accessKey) request.headers.set('authorization', toAuthorization(accessKey))
  }
})

/** The result of a call. Throws a `Refusal`, or another error where no answer was understood. */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call
  if (data !== undefined) return data
  if (isError(error)) throw new Refusal(error)
  throw new Error(`${response.status} ${response.statusText}`)
}

const isError = (error: unknown): error is Schemas['ApiError'] =>
  typeof error === 'object' && error !== null && 'Code' in error && 'Message' in error && 'RequestId' in error
