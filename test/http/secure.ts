/** A client of HTTPS that trusts the CA of a service and no other. */

import type { Agent, RequestOptions } from 'node:https'
import { request } from 'node:https'
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls'
import type { Body } from '../fixture.ts'

export interface SecureReply {
  readonly status: number
  readonly body: Body
  readonly certificate: DetailedPeerCertificate
  readonly localPort: number
}

/** In PEM: what `GET /_swas/ca.pem` answers. */
export const authorityOf = async (endpoint: string): Promise<string> =>
  await (await fetch(`http://${endpoint}/_swas/ca.pem`)).text()

export function secureGet(
  endpoint: string,
  path: string,
  options: RequestOptions & { agent?: Agent }
): Promise<SecureReply> {
  return new Promise((resolve, reject) => {
    request(`https://${endpoint}${path}`, options, async (reply) => {
      const socket = reply.socket as TLSSocket
      const certificate = socket.getPeerCertificate(true)
      const localPort = socket.localPort ?? 0
      let text = ''
      for await (const chunk of reply) text += chunk
      const isJson = reply.headers['content-type']?.startsWith('application/json')
      resolve({ status: reply.statusCode ?? 0, body: isJson ? JSON.parse(text) : text, certificate, localPort })
    })
      .on('error', reject)
      .end()
  })
}
