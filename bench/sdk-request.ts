/** What the official SDK sends, taken off the wire, to be sent again by what makes load. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'

const require = createRequire(import.meta.url)
const { default: Client, ListKeyPairsRequest } = require('@alicloud/swas-open20200601')
const { $OpenApiUtil } = require('@alicloud/openapi-core')

export interface SentRequest {
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** The SDK's ListKeyPairs (signature V3, JSON), as the given account. */
export async function sentByListKeyPairs(accessKeyId: string): Promise<SentRequest> {
  const { promise, resolve } = withResolvers<SentRequest>()
  const server = createServer(({ url = '', headers }, response) => {
    const { host: _host, connection: _connection, ...rest } = headers
    resolve({ url, headers: Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)])) })
    response.setHeader('content-type', 'application/json').end('{"KeyPairs":[]}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = new Client(
    new $OpenApiUtil.Config({
      accessKeyId,
      accessKeySecret: 'secret',
      regionId: 'cn-hangzhou',
      endpoint: `127.0.0.1:${port}`,
      protocol: 'http'
    })
  )
  await client.listKeyPairs(new ListKeyPairsRequest({ regionId: 'cn-hangzhou', pageSize: 10 }))
  server.close()
  server.closeAllConnections()
  return await promise
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
