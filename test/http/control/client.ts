/** A client of the control API. */
import type { Body } from '../../fixture.ts'
import { basic } from '../rest-client.ts'

export interface ControlReply {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

export type Control = (method: string, path: string, body?: unknown) => Promise<ControlReply>

/** As nobody, unless `authorization` says who. */
export const controlClient =
  (endpoint: string, authorization?: string): Control =>
  async (method, path, body) => {
    const response = await fetch(`http://${endpoint}/_swas/${path}`, {
      method,
      headers: {
        ...(authorization && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' })
      },
      ...(body !== undefined && { body: JSON.stringify(body) })
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text || undefined }
  }

/** With an AccessKey. */
export const controlAs = (endpoint: string, accessKeyId: string, secret: string): Control =>
  controlClient(endpoint, basic(accessKeyId, secret).authorization)
