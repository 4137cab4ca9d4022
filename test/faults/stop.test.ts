// On the embedded database only: what ends is the HTTP side.
/** The service is told to end while it is at work. Real signals to the built program. */

import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { WebSocket } from 'ws'
import { type Body, linuxImage } from '../fixture.ts'
import { launch } from '../process.ts'
import { call, type Outcome, pathOf, startLoad } from './load.ts'
import { type ServiceProcess, startProcess } from './service.ts'

const clients = 16

const post = async ({ endpoint }: ServiceProcess, action: string, parameters: Record<string, string>) => {
  const response = await fetch(`http://${endpoint}${pathOf(action, parameters)}`, { method: 'POST' })
  return (await response.json()) as Body
}

/** Calls until the answer is another than 200: a signal takes its time. */
async function untilTold({ endpoint }: ServiceProcess, agent: Agent): Promise<Outcome> {
  for (;;) {
    const outcome = await call(endpoint, pathOf('ListKeyPairs'), agent)
    if (outcome.status !== 200) return outcome
  }
}

for (let round = 1; round <= 3; round++) {
  t.test(`SIGTERM under load, round ${round}: everybody is answered, and told to go elsewhere`, async (t) => {
    const service = await startProcess(t)
    const load = startLoad(service.endpoint, { clients, endsAt503: true })
    await load.answered(3 * clients, 200)
    service.signal('SIGTERM')
    t.same(await service.ended, [0, null])
    await load.stop()
    const told = load.outcomes.filter(({ status }) => status === 503)
    t.equal(told.length, clients, 'each client once')
    t.ok(told.every(({ code, connection }) => code === 'ServiceUnavailable' && connection === 'close'))
    t.match(told[0]?.message, /^The request has failed due to a temporary failure of the server\./)
    t.same([...new Set(load.outcomes.map(({ error }) => error))], [''], 'no connection was cut off')
    const count = (wanted: number) => load.outcomes.filter(({ status }) => status === wanted).length
    t.comment(`answered ${count(200)}, told ${count(503)}, log lines ${service.lines.length}`)
  })
}

t.test('SIGTERM with everything open', async (t) => {
  const service = await startProcess(t, { SWAS_REQUEST_TIMEOUT_MS: '60000' })
  const { endpoint } = service
  const plan = { PlanId: 'swas.s2.c2m2s50b4t08', ImageId: linuxImage, Period: '1', Amount: '1' }
  const [InstanceId] = (await post(service, 'CreateInstances', plan)).InstanceIds
  const terminal = await post(service, 'StartTerminalSession', { InstanceId })
  const socket = new WebSocket(`${terminal.WebSocketUrl}`)
  await once(socket, 'message')
  const socketClosed = once(socket, 'close')

  const keptConnection = new Agent({ keepAlive: true, maxSockets: 1 })
  await call(endpoint, pathOf('ListKeyPairs'), keptConnection)
  const silent = connect(Number(endpoint.split(':')[1]), '127.0.0.1').on('error', () => {})
  const half = connect(Number(endpoint.split(':')[1]), '127.0.0.1').on('error', () => {})
  half.write(
    'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 99\r\n\r\nAc'
  )
  const ssh = connect(Number(service.sshPort), '127.0.0.1').on('error', () => {})
  await once(ssh, 'data')
  const stream = request(`http://${endpoint}/_swas/calls/stream`).end()
  const [events] = await once(stream, 'response')
  const eventsEnded = once(events.resume(), 'end')

  const faults = [
    { operation: 'DescribeKeyPair', reply: 'never' },
    { operation: 'ListInstances', delayMs: 600_000 }
  ]
  await fetch(`http://${endpoint}/_swas/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults })
  })
  await post(service, 'RunCommand', {
    'InstanceIds.1': InstanceId,
    InstanceId,
    CommandContent: 'sleep 600',
    Type: 'RunShellScript',
    Name: 'long'
  })
  const keys = ['one', 'two'].map((KeyPairName) => call(endpoint, pathOf('CreateKeyPair', { KeyPairName })))
  const never = call(endpoint, pathOf('DescribeKeyPair', { KeyPairName: 'one' }))
  const late = call(endpoint, pathOf('ListInstances'))
  const waiting = fetch(`http://${endpoint}/_swas/calls/wait`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ operation: 'DeleteKeyPairs', withinMs: 60_000 })
  })
  // Each of them is under way when the service has answered what was sent after it.
  await wait(0)
  await call(endpoint, pathOf('ListKeyPairs'))
  await call(endpoint, pathOf('ListKeyPairs'))

  service.signal('SIGTERM')
  const next = await untilTold(service, keptConnection)
  t.match(next, { status: 503, code: 'ServiceUnavailable', connection: 'close' }, 'a kept connection is told')
  t.same(await service.ended, [0, null])
  t.same(
    (await Promise.all(keys)).map(({ status }) => status),
    [200, 200],
    'a key that is being generated is handed out'
  )
  t.match(await late, { status: 200 }, 'an answer that a fault holds back leaves')
  t.not((await never).error, '', 'one that never leaves ends')
  t.equal((await waiting).status, 503, 'who waits for a call is told')
  await eventsEnded
  t.same((await socketClosed)[0], 1012, 'a terminal hears that the service restarts')
  for (const one of [silent, half, ssh]) if (!one.closed) await once(one, 'close')
})

t.test('Ctrl+C after the first signal ends it at once', async (t) => {
  const service = await startProcess(t)
  const keptConnection = new Agent({ keepAlive: true, maxSockets: 1 })
  t.teardown(() => keptConnection.destroy())
  // Work for some seconds, on whatever machine.
  const keys = Array.from({ length: 20 }, (_, n) =>
    call(service.endpoint, pathOf('CreateKeyPair', { KeyPairName: 'one', AccessKeyId: `client-${n}` }))
  )
  await call(service.endpoint, pathOf('ListKeyPairs'), keptConnection)
  service.signal('SIGTERM')
  await untilTold(service, keptConnection)
  service.signal('SIGTERM') // changes nothing
  await wait(600) // an earlier SIGINT would be the one that npm passes on
  service.signal('SIGINT')
  t.same(await service.ended, [1, null])
  await Promise.all(keys)
})

t.test('a crash ends it, and isn’t taken for a request to stop', async (t) => {
  for (const signal of ['SIGILL', 'SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGTRAP'] as const) {
    const service = await startProcess(t)
    service.signal(signal)
    t.same(await service.ended, [null, signal])
  }
})

t.test('a signal in the first second of its life', async (t) => {
  // From its first line on, which comes before it sets the size of the thread pool; before that there is only Node.
  const when = 'process.env.UV_THREADPOOL_SIZE===undefined?"at once":"late"'
  const tell = `process.once("newListener",function f(name){name==="SIGTERM"?process.stdout.write(${when}):process.once("newListener",f)})`
  for (const ms of [0, 100, 250, 500, 1000]) {
    const child = launch({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tell)}` })
    const [said] = await once(child.stdout ?? child, 'data')
    t.equal(String(said), 'at once')
    child.stdout?.resume()
    await wait(ms)
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    t.same(await ended, [0, null], `after ${ms} ms`)
  }
})
