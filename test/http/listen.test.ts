// On the embedded database only: where it listens comes to no database.
import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import t, { type Test } from 'tap'
import { type Service, start } from '../fixture.ts'

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))
const needsIpv6 = { skip: !hasIpv6 && 'this machine has no ::1' }

const portOf = ({ endpoint }: Pick<Service, 'endpoint'>) => Number(endpoint.split(':')[1])
const health = async (host: string, port: number) => (await fetch(`http://${host}:${port}/_swas/health`)).status

async function take(t: Test, host: string, port: number): Promise<Server> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen({ host, port }, resolve))
  t.after(() => server.close())
  return server
}

t.test('localhost is both addresses, at one port, until the service ends', needsIpv6, async (t) => {
  const service = await start(t, { host: 'localhost' })
  const port = portOf(service)
  t.equal(await health('127.0.0.1', port), 200)
  t.equal(await health('[::1]', port), 200)
  const url = `http://[::1]:${port}/v1/regions/cn-hangzhou/key-pairs`
  t.match(await (await fetch(url)).json(), { KeyPairs: [] })
  await service.app.close()
  await t.rejects(health('[::1]', port))
  const again = await start(t, { host: 'localhost', port })
  t.equal(await health('[::1]', portOf(again)), 200, 'the port of before')
})

t.test('a port that is taken on ::1 refuses the start, and leaves nothing open', needsIpv6, async (t) => {
  const other = await take(t, '::1', 0)
  const { port } = other.address() as { port: number }
  await t.rejects(start(t, { host: 'localhost', port }), { code: 'EADDRINUSE' })
  await take(t, '127.0.0.1', port)
})

t.test('another address is that one only', async (t) => {
  const port = portOf(await start(t))
  t.equal(await health('127.0.0.1', port), 200)
  await t.rejects(health('[::1]', port))
})
