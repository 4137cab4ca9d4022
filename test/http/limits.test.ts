import { Agent, request } from 'node:http'
import { setImmediate, setTimeout } from 'node:timers/promises'
import t from 'tap'
import { type Answer, callV1, callV3, type Signer } from '../auth/signer.ts'
import { type Service, start } from '../fixture.ts'
import { controlClient } from './control/client.ts'
import { raw } from './raw.ts'
import { basic } from './rest-client.ts'

t.test('what arrives too slowly, or with too much head, is answered and hung up on', async (t) => {
  const { endpoint } = await start(t, { requestTimeoutMs: 200 })
  const refused = (answer: string, head: string, Code: string) => {
    t.ok(answer.startsWith(`HTTP/1.1 ${head}\r\n`), answer)
    t.match(JSON.parse(answer.split('\r\n\r\n')[1] ?? ''), { Code })
  }
  const slowBody = `POST / HTTP/1.1\r\nhost: ${endpoint}\r\ncontent-length: 9\r\n\r\nAction`
  refused(await raw(endpoint, slowBody, { leaveOpen: true }), '408 Request Timeout', 'RequestTimeout')
  const slowHead = 'GET /v1/regions HTTP/1.1\r\nhost: '
  refused(await raw(endpoint, slowHead, { leaveOpen: true }), '408 Request Timeout', 'RequestTimeout')
  const long = `GET / HTTP/1.1\r\nhost: ${endpoint}\r\nx-long: ${'a'.repeat(97 * 1024)}\r\n\r\n`
  refused(await raw(endpoint, long), '431 Request Header Fields Too Large', 'RequestHeaderFieldsTooLarge')

  t.test('but a connection that rests between two calls stays', async (t) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    t.after(() => agent.destroy())
    const localPort = () =>
      new Promise((resolve, reject) => {
        request(`http://${endpoint}/v1/regions`, { agent }, (reply) => {
          const { localPort: port } = reply.socket
          reply.resume().on('end', () => resolve(port))
        })
          .on('error', reject)
          .end()
      })
    const first = await localPort()
    await setTimeout(600)
    t.equal(await localPort(), first)
  })
})

t.test('while the service can’t keep up it says so, in the format asked for, and is well again', async (t) => {
  const { endpoint, rpc } = await start(t, { maxEventLoopDelayMs: 50 })
  let isBusy = true
  const block = async () => {
    while (isBusy) {
      const until = Date.now() + 200
      while (Date.now() < until);
      await setImmediate()
    }
  }
  const blocking = block()
  let reply = await rpc('ListRegions')
  while (reply.status === 200) reply = await rpc('ListRegions')
  const [xml, rest, health] = await Promise.all([
    rpc('ListRegions', { Format: 'XML' }, 'GET'),
    fetch(`http://${endpoint}/v1/regions`),
    fetch(`http://${endpoint}/_swas/health`)
  ])
  isBusy = false
  await blocking
  t.match(reply, { status: 503, body: { Code: 'ServiceUnavailable' } })
  t.equal(reply.headers.get('retry-after'), '1')
  t.match(xml, { status: 503, text: /<Code>ServiceUnavailable<\/Code>/ })
  t.equal(rest.status, 503)
  t.equal(health.status, 200, 'whether it is alive can still be asked')
  while ((await rpc('ListRegions')).status !== 200) await setTimeout(100)
})

t.test('who fails to authenticate too often is not heard for a while', async (t) => {
  const accessKeys = ['one', 'two'].map((accessKeyId) => ({ accessKeyId, accessKeySecret: 'right' }))
  const service = await start(t, {
    auth: 'verify',
    accessKeys,
    authFailures: 3,
    controlToken: 'marked-token-0123456789'
  })
  const { endpoint } = service
  const as = (accessKeyId: string, secret: string): Signer => ({ ...signerOf(service), accessKeyId, secret })
  const wrong = [
    () => callV1(as('one', 'wrong')),
    () => callV3(as('one', 'wrong'), { headers: actionHeaders }),
    () => fetch(`http://${endpoint}/v1/regions`, { headers: basic('one', 'wrong') })
  ]
  t.equal((await callV1(as('one', 'right'))).status, 200)
  for (const call of wrong) t.match(await call(), { status: 400 })

  const throttled = async (answer: Answer) => {
    t.match(answer, {
      status: 400,
      body: { Code: 'Throttling.User', Message: /^Request was denied due to user flow control\. Too many failed/ }
    })
    const wait = Number(answer.headers.get('x-acs-retry-after'))
    t.ok(Number.isInteger(wait) && wait > 0 && wait <= 60_000, `${wait} ms`)
  }
  await throttled(await callV1(as('one', 'wrong')))
  await throttled(await callV1(as('one', 'right')))
  await throttled(await callV3(as('one', 'right'), { headers: actionHeaders }))

  t.equal((await callV1(as('two', 'right'))).status, 200, 'another AccessKey is heard')
  for (let i = 0; i < 5; i++) t.equal((await callV1(as('nobody', 'wrong'))).status, 404, 'there is nothing to guess')

  const operator = (token: string) => controlClient(endpoint, `Bearer ${token}`)('GET', 'access-keys')
  t.equal((await operator('marked-token-0123456789')).status, 200)
  for (let i = 0; i < 3; i++) t.match(await operator('wrong-token-0123456789'), { status: 403 })
  t.match(await operator('marked-token-0123456789'), { status: 400, body: { Code: 'Throttling.User' } })
})

t.test('or is always heard, where that is set', async (t) => {
  const accessKeys = [{ accessKeyId: 'one', accessKeySecret: 'right' }]
  const service = await start(t, { accessKeys, authFailures: 0 })
  for (let i = 0; i < 5; i++)
    t.match(await callV1(signerOf(service)), { status: 400, body: { Code: 'SignatureDoesNotMatch' } })
})

t.test('no reply of any kind may be read by another page, guessed at, or kept', async (t) => {
  const service = await start(t, { authFailures: 1, maxEventLoopDelayMs: 0 })
  const { endpoint, rpc } = service
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`http://${endpoint}${path}`, { headers })
  const replies = {
    result: await rpc('ListRegions'),
    xml: await rpc('ListRegions', { Format: 'XML' }),
    error: await rpc('Nothing'),
    rest: await get('/v1/regions'),
    'REST error': await get('/v1/regions/cn-nowhere/key-pairs'),
    'no such path': await get('/nothing'),
    'no such method': await fetch(`http://${endpoint}/v1/regions`, { method: 'DELETE' }),
    preflight: await fetch(`http://${endpoint}/v1/regions`, {
      method: 'OPTIONS',
      headers: { origin: 'https://example.com', 'access-control-request-method': 'GET' }
    }),
    'another origin': await get('/v1/regions', { origin: 'https://example.com' }),
    'bad path': await get('/v1/%ff'),
    health: await get('/_swas/health'),
    keys: await get('/_swas/access-keys'),
    'no report': await get('/_swas/signatures/x'),
    document: await get('/openapi.json'),
    page: await get('/', { accept: 'text/html' }),
    docs: await get('/docs'),
    icon: await get('/favicon.ico')
  }
  for (const [name, { headers }] of Object.entries(replies)) {
    t.equal(headers.get('x-content-type-options'), 'nosniff', name)
    t.match(headers.get('cache-control'), /^no-(store|cache)$/, name)
    t.same(
      [...headers.keys()].filter((key) => key.startsWith('access-control-')),
      [],
      name
    )
  }
})

const actionHeaders = { 'x-acs-action': 'ListRegions', 'x-acs-version': '2020-06-01' }

const signerOf = ({ endpoint, clock }: Service): Signer => ({
  endpoint,
  accessKeyId: 'one',
  secret: 'wrong',
  now: clock.now
})
