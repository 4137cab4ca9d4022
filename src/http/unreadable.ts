/**
 * Answers to bytes that never become a request: no HTTP, too large a header, too slow. They have the usual error body.
 */
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type ErrorFactory, headersTooLarge, malformedRequest, requestTimeout } from '../errors/index.ts'
import { errorBody, notForBrowsers } from './reply.ts'

const byCode: Record<string, ErrorFactory> = {
  ERR_HTTP_REQUEST_TIMEOUT: requestTimeout,
  HPE_HEADER_OVERFLOW: headersTooLarge
}

/** Sends the error, and closes the connection. */
export function rejectUnreadable({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (socket.writable && code !== 'ECONNRESET') {
    const error = (byCode[code] ?? malformedRequest)()
    const id = randomUUID().toUpperCase()
    const body = JSON.stringify(errorBody({ requestId: id, host: '' }, error))
    const head = [
      `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
      'content-type: application/json;charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-acs-request-id: ${id}`,
      ...Object.entries(notForBrowsers).map(([name, value]) => `${name}: ${value}`),
      'connection: close'
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
  socket.destroySoon()
}
