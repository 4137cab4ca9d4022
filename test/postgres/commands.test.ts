import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { WebSocket } from 'ws'
import { databaseUrl, freshDatabase, makeInstances, needsPostgres } from '../fixture.ts'
import { account, begin, resultOf, runScript, script } from '../operations/expect.ts'
import { run } from '../process.ts'

t.test('Commands in two processes on one database', needsPostgres, async (t) => {
  const DATABASE_URL = await freshDatabase(t, databaseUrl ?? '')
  const [one, two] = [await run(t, { DATABASE_URL }), await run(t, { DATABASE_URL })]
  const [first, second] = [account(one, 'tester'), account(two, 'tester')]
  const [id = ''] = await makeInstances(first)
  const query = async (text: string) => {
    const client = new pg.Client({ connectionString: DATABASE_URL })
    await client.connect()
    const { rows } = await client.query(text)
    await client.end()
    return rows
  }

  t.test('each is run once, and by whoever has room', async (t) => {
    const invokeIds = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const by = n % 2 === 0 ? first : second
        return (await by.ok('RunCommand', { InstanceId: id, ...script(`echo ${n}; mkdir /tmp/once-${n}`) })).InvokeId
      })
    )
    for (const [n, InvokeId] of invokeIds.entries())
      t.match(await resultOf(n % 3 === 0 ? first : second, id, InvokeId), {
        InvocationStatus: 'Success',
        Output: `${n}\n`
      })
    const runners = await query('select distinct runner_id from invocation_results')
    t.ok(runners.length >= 1)
  })

  t.test('what was asked of one is run by the other when the first is full', async (t) => {
    const invokeIds = await Promise.all(
      Array.from(
        { length: 70 },
        async () => (await first.ok('RunCommand', { InstanceId: id, ...script('sleep 5') })).InvokeId
      )
    )
    for (const InvokeId of invokeIds) t.match(await resultOf(second, id, InvokeId), { InvocationStatus: 'Success' })
    const runners = await query(
      `select distinct runner_id from invocation_results where invoke_id in ('${invokeIds.join("','")}')`
    )
    t.equal(runners.length, 2)
  })

  t.test('a server that the other process restarts ends what runs on it', async (t) => {
    const InvokeId = await begin(first, id, 'sleep 600')
    await second.ok('RebootInstance', { InstanceId: id })
    t.match(await resultOf(second, id, InvokeId), { InvocationStatus: 'Terminated', ErrorCode: 'ExecutionInterrupted' })
  })

  t.test('a terminal is opened by the other process, once', async (t) => {
    const { WebSocketUrl } = await first.ok('StartTerminalSession', { InstanceId: id, CommandLine: 'echo he""re' })
    const socket = new WebSocket(WebSocketUrl.replace(one.endpoint, two.endpoint))
    let shown = ''
    socket.on('message', (data) => {
      shown += data
    })
    await once(socket, 'open')
    while (!shown.includes('here')) await sleep(20)
    const again = new WebSocket(WebSocketUrl)
    const [, { statusCode }] = await once(again, 'unexpected-response')
    t.equal(statusCode, 401)
    await second.ok('RebootInstance', { InstanceId: id })
    const [code] = await once(socket, 'close')
    t.equal(code, 1001)
  })

  t.test('when the process dies, the other one says so', async (t) => {
    const InvokeId = await begin(first, id, 'sleep 600')
    await one.kill()
    const { InvocationResult } = await second.ok('DescribeInvocationResult', { InstanceId: id, InvokeId })
    t.equal(InvocationResult.InvocationStatus, 'Running', 'nobody knows yet')
    t.match(await resultOf(second, id, InvokeId), { InvocationStatus: 'Terminated', ErrorCode: 'ExecutionInterrupted' })
    t.match(await runScript(second, id, 'echo alive'), { Output: 'alive\n' })
  })
})
