import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { type ClientOptions, WebSocket } from 'ws'
import { eventually } from '../eventually.ts'
import { type Body, makeInstances, type Service, start } from '../fixture.ts'

/** A terminal as a person has one: what it shows, and how it ended. */
interface Screen {
  readonly socket: WebSocket
  /** Types keys. */
  type(keys: string): void
  /** Resolves with all that was shown when some of it is this. */
  shows(pattern: RegExp): Promise<string>
  readonly closed: Promise<{ code: number; reason: string }>
}

async function open(t: Test, url: string, options: ClientOptions = {}): Promise<Screen> {
  const socket = new WebSocket(url, options)
  t.after(() => socket.terminate())
  let shown = ''
  socket.on('message', (data, isBinary) => {
    t.ok(isBinary, 'output is bytes')
    shown += data.toString()
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  )
  await once(socket, 'open')
  return {
    socket,
    closed,
    type: (keys) => socket.send(Buffer.from(keys)),
    async shows(pattern) {
      await eventually(() => pattern.test(shown))
      return shown
    }
  }
}

/** The answer to a request that is refused. */
async function refusal(url: string, options: ClientOptions = {}): Promise<{ status: number; body: Body }> {
  const socket = new WebSocket(url, options)
  const [, response] = await once(socket, 'unexpected-response')
  let text = ''
  for await (const chunk of response) text += chunk
  return { status: response.statusCode, body: JSON.parse(text) }
}

const session = ({ ok }: Service, InstanceId: string, more: Record<string, string> = {}): Promise<Body> =>
  ok('StartTerminalSession', { InstanceId, ...more })

t.test('A terminal over WebSocket', async (t) => {
  const service = await start(t)
  const { endpoint, clock, ok } = service
  const [id = ''] = await makeInstances(service)
  const url = async (more: Record<string, string> = {}) => (await session(service, id, more)).WebSocketUrl

  t.test('is the server’s own shell, and ends with it', async (t) => {
    const screen = await open(t, await url())
    screen.type('echo $((40 + 2))-is-right\r')
    await screen.shows(/42-is-right/)
    screen.socket.send(JSON.stringify({ type: 'input', data: 'exit 7\r' }))
    t.strictSame(await screen.closed, { code: 1000, reason: 'exit 7' })
  })

  t.test('leaves files that RunCommand finds', async (t) => {
    const screen = await open(t, await url())
    screen.type('echo typed > /tmp/by-hand; echo do""ne\r')
    await screen.shows(/done/)
    screen.socket.close()
    const command = { Name: 'c', Type: 'RunShellScript', CommandContent: 'cat /tmp/by-hand' }
    const { InvokeId } = await ok('RunCommand', { InstanceId: id, ...command })
    let result: Body
    do {
      await sleep(20)
      result = (await ok('DescribeInvocationResult', { InstanceId: id, InvokeId })).InvocationResult
    } while (result.InvokeRecordStatus === 'Running')
    t.equal(Buffer.from(result.Output, 'base64').toString(), 'typed\n')
  })

  t.test('types CommandLine first', async (t) => {
    const screen = await open(t, await url({ CommandLine: 'echo fi""rst' }))
    await screen.shows(/first/)
  })

  t.test('takes the token from the header as well', async (t) => {
    const { WebSocketUrl, SecurityToken } = await session(service, id)
    const bare = WebSocketUrl.split('?')[0]
    const screen = await open(t, bare, { headers: { authorization: `Bearer ${SecurityToken}` } })
    screen.type('echo he""re\r')
    await screen.shows(/here/)
  })

  t.test('has the size that it is told', async (t) => {
    const screen = await open(t, await url())
    screen.socket.send(JSON.stringify({ type: 'resize', columns: 123, rows: 45 }))
    screen.type('stty size\r')
    await screen.shows(/45 123/)
  })

  t.test('survives messages that are none, but not for long', async (t) => {
    for (const message of ['ls', '{}', '[]', 'null', '{"type":"resize","columns":0,"rows":1}', '{"type":"input"}']) {
      const screen = await open(t, await url())
      screen.socket.send(message)
      t.strictSame(await screen.closed, { code: 1007, reason: 'not a message of a terminal' }, message)
    }
    const screen = await open(t, await url())
    screen.socket.send(Buffer.alloc(64 * 1024 + 1))
    t.equal((await screen.closed).code, 1009)
  })

  for (const [action, parameters] of [
    ['RebootInstance', {}],
    ['ResetSystem', {}],
    ['StopInstance', {}],
    ['DeleteInstances', { Force: 'true' }]
  ] as const) {
    t.test(`is closed by ${action}`, async (t) => {
      const [InstanceId = ''] = await makeInstances(service)
      const { WebSocketUrl } = await session(service, InstanceId)
      const screen = await open(t, WebSocketUrl)
      screen.type('echo re""ady\r')
      await screen.shows(/ready/)
      await ok(action, { InstanceId, 'InstanceIds.1': InstanceId, ...parameters })
      t.strictSame(await screen.closed, { code: 1001, reason: 'the server is gone' })
    })
  }

  t.test('can’t be opened on a server that has stopped meanwhile', async (t) => {
    const [InstanceId = ''] = await makeInstances(service)
    const { WebSocketUrl } = await session(service, InstanceId)
    await ok('StopInstance', { InstanceId })
    const screen = await open(t, WebSocketUrl)
    t.strictSame(await screen.closed, { code: 1001, reason: 'the server is gone' })
  })

  t.test('opens once, within a minute, with its own token', async (t) => {
    const refused = { status: 401, body: { Code: 'InvalidTerminalSession.NotFound' } }
    const used = await url()
    const screen = await open(t, used)
    t.match(await refusal(used), refused, 'again')
    screen.socket.close()
    t.match(await refusal(used), refused, 'after its end')

    const old = await url()
    clock.advance(60_000)
    t.match(await refusal(old), refused, 'too late')

    const [one, other] = [await session(service, id), await session(service, id)]
    const bare = one.WebSocketUrl.split('?')[0]
    t.match(await refusal(bare), refused, 'no token')
    t.match(await refusal(`${bare}?token=${other.SecurityToken}`), refused, 'the token of another')
    t.match(await refusal(`ws://${endpoint}/terminal/no-uuid?token=${one.SecurityToken}`), refused)
    await open(t, one.WebSocketUrl)
  })

  t.test('many at the same time open it once', async (t) => {
    const shared = await url()
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const socket = new WebSocket(shared)
        t.after(() => socket.terminate())
        return await Promise.race([
          once(socket, 'open').then(() => 'open'),
          once(socket, 'unexpected-response').then(([, { statusCode }]) => statusCode)
        ]).catch(() => 'error')
      })
    )
    t.strictSame(outcomes.sort(), [...Array(9).fill(401), 'open'])
  })

  t.test('keeps pages of other sites and other names out', async (t) => {
    const foreign = await refusal(await url(), { origin: 'http://evil.example' })
    t.match(foreign, { status: 403, body: { Code: 'Forbidden.Origin' } })
    const rebound = await refusal(await url(), { headers: { host: 'evil.example' } })
    t.match(rebound, { status: 403, body: { Code: 'Forbidden.Host' } })
    await open(t, await url(), { origin: `http://${endpoint}` })
  })

  t.test('a server has 20 of them at most', async (t) => {
    const [InstanceId = ''] = await makeInstances(service)
    const urls = []
    for (let n = 0; n < 21; n++) urls.push((await session(service, InstanceId)).WebSocketUrl)
    const screens = []
    for (const one of urls.slice(1)) screens.push(await open(t, one))
    t.match(await refusal(urls[0]), { status: 503, body: { Code: 'TerminalSession.ExceedLimit' } })
    screens[0]?.socket.close()
    await screens[0]?.closed
    await open(t, (await session(service, InstanceId)).WebSocketUrl)
  })

  t.test('is no page', async (t) => {
    const reply = await fetch((await url()).replace(/^ws/, 'http'))
    t.match({ status: reply.status, body: await reply.json() }, { status: 426, body: { Code: 'UpgradeRequired' } })
    t.match(await refusal(`ws://${endpoint}/elsewhere`), { status: 404 })
    t.match(await refusal(`ws://${endpoint}/_swas/health`), { status: 200 }, 'who answers nothing but HTTP does')
  })
})

t.test('A service that closes says so to those who are logged on', async (t) => {
  const service = await start(t)
  const [id = ''] = await makeInstances(service)
  const screen = await open(t, (await session(service, id)).WebSocketUrl)
  await service.app.close()
  t.strictSame(await screen.closed, { code: 1012, reason: 'the service is closing' })
})

// Java's own client asks for HTTP/2 so with every request, and goes on with HTTP/1.1 where it is not taken up.
t.test('Who asks for another protocol but WebSocket is answered in HTTP', async (t) => {
  const { endpoint } = await start(t)
  const [host = '', port = ''] = endpoint.split(':')
  const socket = connect(Number(port), host)
  t.after(() => socket.destroy())
  let answered = ''
  socket.on('data', (data) => {
    answered += data
  })
  const asking = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n'
  const body = JSON.stringify({ KeyPairName: 'by-java' })
  const head = `Host: ${endpoint}\r\n${asking}`
  socket.write(
    `POST /v1/regions/cn-hangzhou/key-pairs HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
  )
  // The body comes when the head has been read: before requests that are sent after it.
  for (let n = 0; n < 2; n++) await fetch(`http://${endpoint}/_swas/health`)
  socket.write(body)
  const until = async (pattern: RegExp) => {
    await eventually(() => pattern.test(answered))
    t.match(answered, pattern)
  }
  await until(/^HTTP\/1\.1 201 [\s\S]*by-java/)
  answered = ''
  socket.write(`GET /v1/regions/cn-hangzhou/key-pairs HTTP/1.1\r\n${head}\r\n`)
  await until(/^HTTP\/1\.1 200 [\s\S]*by-java/)
})
