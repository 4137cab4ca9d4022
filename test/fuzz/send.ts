import { Agent, request as open } from 'node:http'
import type { Request } from './request.ts'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

export interface Sender {
  send(request: Request): Promise<Reply>
  close(): void
}

/** Sends octets as they are: `fetch` would mend them. */
export function createSender(endpoint: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const [host, port] = endpoint.split(':')
  const send = ({ method, path, headers, body }: Request): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const outgoing = open({ agent, host, port, method, path, headers: { ...headers, ...length } })
      outgoing.on('error', reject)
      outgoing.on('response', (incoming) => {
        const parts: Buffer[] = []
        incoming.on('data', (part) => parts.push(part))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts))
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text })
        })
      })
      outgoing.end(body)
    })
  return { send, close: () => agent.destroy() }
}
