// On the embedded database only: where a connection comes from comes to no database.
import { Agent } from 'node:https'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { WebSocket } from 'ws'
import { type Body, makeInstances, start } from '../fixture.ts'
import { raw } from './raw.ts'
import { authorityOf, secureGet } from './secure.ts'

const regions = '/v1/regions'

t.test('HTTP and HTTPS are at one port, and the CA is there', async (t) => {
  const { endpoint, rpc } = await start(t)
  t.equal((await rpc('ListRegions')).status, 200)
  const reply = await fetch(`http://${endpoint}/_swas/ca.pem`)
  t.equal(reply.headers.get('content-type'), 'application/x-pem-file')
  const ca = await reply.text()
  t.match(ca, /^-----BEGIN CERTIFICATE-----\n/)
  t.equal((await secureGet(endpoint, regions, { ca })).status, 200)
  t.equal((await secureGet(endpoint, '/_swas/ca.pem', { ca })).body, ca)
  await t.rejects(secureGet(endpoint, regions, {}), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
  t.equal((await rpc('ListRegions')).status, 200)
})

t.test('the certificate fits each name and address of the service', async (t) => {
  const service = await start(t, { host: '0.0.0.0', allowedHosts: ['swas.example.com'] })
  const { endpoint } = service
  const port = endpoint.split(':')[1]
  const ca = await authorityOf(endpoint)
  for (const address of ['127.0.0.1', '127.0.0.5', '127.1.2.3'])
    t.equal((await secureGet(`${address}:${port}`, regions, { ca })).status, 200, address)
  const label = 'a'.repeat(60)
  const names = `localhost swas.example.com swas.cn-hangzhou.aliyuncs.com swas-open.aliyuncs.com swas swas_local
    host.docker.internal ${label}.${label}.test`
  for (const servername of names.split(/\s+/)) {
    const reply = await secureGet(endpoint, regions, { ca, servername, headers: { host: servername } })
    t.equal(reply.status, 200, servername)
    const { subject, valid_from: from, valid_to: to } = reply.certificate
    t.same({ ...subject }, { CN: 'swas-local' }, 'Go refuses an underscore here, and OpenSSL more than 64 characters')
    t.ok(Date.parse(to) - Date.parse(from) <= 825 * 86_400_000, 'Apple’s clients refuse more')
  }
  const other = { servername: 'www.example.com', headers: { host: 'www.example.com' } }
  await t.rejects(secureGet(endpoint, regions, { ca, ...other }), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  const refused = await secureGet(endpoint, regions, { rejectUnauthorized: false, ...other })
  t.match(refused, { status: 403, body: { Code: 'Forbidden.Host' } })
})

t.test('a call over TLS is https to permissions and documents, and its terminal is wss', async (t) => {
  const service = await start(t)
  const { endpoint } = service
  const ca = await authorityOf(endpoint)
  for (const path of ['/openapi.json', '/_swas/openapi.json'])
    t.match((await secureGet(endpoint, path, { ca })).body.servers, [{ url: `https://${endpoint}` }])
  const [InstanceId = ''] = await makeInstances(service)
  const query = new URLSearchParams({
    Action: 'StartTerminalSession',
    Version: '2020-06-01',
    Format: 'JSON',
    RegionId: 'cn-hangzhou',
    AccessKeyId: 'tester',
    InstanceId
  })
  const { body } = await secureGet(endpoint, `/?${query}`, { ca })
  t.match(body.WebSocketUrl, `wss://${endpoint}/terminal/`)
  const socket = new WebSocket(body.WebSocketUrl, { ca })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.send(JSON.stringify({ type: 'input', data: 'exit 3\r' }))
  const reason = await new Promise((resolve) => socket.once('close', (_code, said) => resolve(String(said))))
  t.equal(reason, 'exit 3')
})

t.test('a connection stays for the next call, and a stop answers what it has', async (t) => {
  const service = await start(t)
  const { endpoint, app } = service
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: await authorityOf(endpoint) })
  t.after(() => agent.destroy())
  const first = await secureGet(endpoint, regions, { agent })
  t.equal((await secureGet(endpoint, regions, { agent })).localPort, first.localPort)
  const waiting = secureGet(endpoint, '/_swas/calls/wait?operation=Never&timeoutMs=60000', { agent })
  await new Promise((resolve) => app.server.once('request', resolve))
  const closed = app.close()
  const { status } = await waiting
  t.not(status, 0, `it answers ${status}, while the service stops`)
  await closed
})

t.test('who begins a handshake and says no more doesn’t hold up the stop', async (t) => {
  const { endpoint, app } = await start(t)
  const [host, port] = endpoint.split(':')
  const silent = connect(Number(port), host)
  const hello = connect(Number(port), host)
  await Promise.all([silent, hello].map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
  hello.write(Buffer.from([0x16, 3, 1]))
  const gone = [silent, hello].map(
    (socket) => new Promise((resolve) => socket.on('error', () => {}).once('close', resolve))
  )
  await app.close()
  await Promise.all(gone)
})

t.test('a failed handshake is one line in the log, and the service goes on', async (t) => {
  const { endpoint, rpc, log } = await start(t, { logLevel: 'info', requestTimeoutMs: 2000 })
  const [host, port] = endpoint.split(':')
  const lines = () =>
    log()
      .split('\n')
      .filter((line) => line.includes('a TLS handshake failed'))
  const failed = async (count: number) => {
    while (lines().length < count) await sleep(10)
    return lines()[count - 1]
  }
  await t.rejects(secureGet(endpoint, regions, {}))
  t.match(await failed(1), /(doesn’t|don’t) trust/)
  t.match(await raw(endpoint, '\x16\x03\x01\x00\x05hello', { leaveOpen: true }), /^\x15/)
  await failed(2)
  connect(Number(port), host).end('\x16\x03\x01')
  await failed(3)
  t.match(await raw(endpoint, '', { leaveOpen: true }), /^HTTP\/1.1 408 /, 'a silent connection ends, too')
  t.equal(lines().length, 3)
  t.notMatch(log(), '"level":50')
  t.equal((await rpc('ListRegions')).status, 200)
})

t.test('SWAS_HTTPS=required refuses plain HTTP where the cloud does', async (t) => {
  const { endpoint, rpc } = await start(t, { https: 'required' })
  const ca = await authorityOf(endpoint)
  const only = ['CreateKeyPair', 'ImportKeyPair', 'ListKeyPairs', 'DeleteKeyPairs', 'AttachKeyPair', 'DetachKeyPair']
  for (const action of only)
    t.match(await rpc(action), { status: 403, body: { Code: 'InvalidProtocol.NeedSsl' } }, action)
  const keyPairs = '/v1/regions/cn-hangzhou/key-pairs'
  t.match(await (await fetch(`http://${endpoint}${keyPairs}`)).json(), { Code: 'InvalidProtocol.NeedSsl' })
  t.match(await secureGet(endpoint, keyPairs, { ca }), { status: 200, body: { TotalCount: 0 } })
  t.match(
    await rpc('DescribeInstanceKeyPair'),
    { body: { Code: 'MissingInstanceId' } },
    'the others are served over both'
  )
})

t.test('X-Forwarded-Proto counts, if it comes from a trusted proxy', async (t) => {
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.7' }
  const serverOf = async (trustedProxies: readonly string[]) => {
    const { endpoint } = await start(t, { trustedProxies, https: 'required' })
    const document: Body = await (await fetch(`http://${endpoint}/openapi.json`, { headers })).json()
    const { status } = await fetch(`http://${endpoint}/v1/regions/cn-hangzhou/key-pairs`, { headers })
    return { scheme: document.servers[0].url.split(':')[0], status }
  }
  t.same(await serverOf([]), { scheme: 'http', status: 403 })
  t.same(await serverOf(['10.0.0.0/8']), { scheme: 'http', status: 403 })
  t.same(await serverOf(['10.0.0.0/8', '127.0.0.0/8']), { scheme: 'https', status: 200 })
  headers['x-forwarded-proto'] = 'wss'
  t.same(await serverOf(['127.0.0.1']), { scheme: 'https', status: 200 })
  headers['x-forwarded-proto'] = 'javascript'
  t.same(await serverOf(['127.0.0.1']), { scheme: 'http', status: 403 }, 'it is never anything else')
})
