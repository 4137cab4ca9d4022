import t from 'tap'
import { type Body, makeInstances, start } from '../fixture.ts'
import { controlClient } from '../http/control/client.ts'
import { restClient } from '../http/rest-client.ts'
import { everyRow } from '../rows.ts'
import {
  account,
  attach,
  type Caller,
  importKeyPair,
  keyPairNames,
  makeInstance,
  makeInstanceIn,
  noId,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  runScript,
  script,
  second,
  server
} from './expect.ts'

const noServer = 'InvalidInstanceId.NotFound'
const json = (ids: readonly string[]) => JSON.stringify(ids)

async function idsOf({ ok }: Caller): Promise<string[]> {
  const { Instances } = await ok('ListInstances', { PageSize: '100' })
  return Instances.map(({ InstanceId }: Body) => InstanceId)
}

t.test('DeleteInstances', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock, database } = service
  const as = (name: string) => account(service, name)

  t.test('releases servers that are Stopped, and says nothing', async (t) => {
    const caller = as('stopped')
    const [first, other] = [
      await makeInstanceIn(caller, service, 'Stopped'),
      await makeInstanceIn(caller, service, 'Stopped')
    ]
    t.strictSame(Object.keys(await caller.ok('DeleteInstances', { InstanceIds: json([first, first]) })), ['RequestId'])
    t.strictSame(await idsOf(caller), [other])
    refused(t, await caller.rpc('DescribeInstance', { InstanceId: first }), noServer)
    refused(t, await caller.rpc('DeleteInstances', { InstanceIds: json([first]) }), noServer)
  })

  for (const status of ['Pending', 'Starting', 'Running', 'Stopping', 'Resetting']) {
    t.test(`one that is ${status} refuses all, and nothing changes`, async (t) => {
      const caller = as(status)
      const ids = [await makeInstanceIn(caller, service, 'Stopped'), await makeInstanceIn(caller, service, status)]
      const attempt = (Force: string) => caller.rpc('DeleteInstances', { InstanceIds: json(ids), Force })
      refused(t, await attempt('false'), 'IncorrectInstanceStatus')
      if (status !== 'Running') refused(t, await attempt('true'), 'IncorrectInstanceStatus', { about: 'with Force' })
      t.strictSame((await idsOf(caller)).sort(), ids.sort())
    })
  }

  t.test('Force releases Running servers too', async (t) => {
    const caller = as('force')
    const ids = [await makeInstanceIn(caller, service, 'Stopped'), await makeInstanceIn(caller, service, 'Running')]
    for (const Force of ['yes', '1', 'TRUE']) {
      refused(t, await caller.rpc('DeleteInstances', { InstanceIds: json(ids), Force }), 'InvalidForce')
    }
    await caller.ok('DeleteInstances', { InstanceIds: json(ids), Force: 'true' })
    t.strictSame(await idsOf(caller), [])
  })

  t.test('an unknown one refuses all', async (t) => {
    const caller = as('unknown')
    const id = await makeInstanceIn(caller, service, 'Stopped')
    refused(t, await caller.rpc('DeleteInstances', { InstanceIds: json([id, noId]) }), noServer)
    t.strictSame(await idsOf(caller), [id])
  })

  t.test('takes all that is of the server, and nothing of others', async (t) => {
    const caller = as('everything')
    const { ok } = caller
    const ids = [await makeInstanceIn(caller, service, 'Running'), await makeInstanceIn(caller, service, 'Running')]
    const [id = '', other = ''] = ids
    await importKeyPair(caller, 'work')
    for (const one of ids) {
      await attach(caller, 'work', one)
      await ok('UpdateInstanceAttribute', { InstanceId: one, Password: 'Correct-Horse-1' })
      await ok('TagResources', { ResourceType: 'instance', 'ResourceId.1': one, 'Tag.1.Key': 'team' })
      await runScript(caller, one, 'echo kept > /root/file')
      await ok('StartTerminalSession', { InstanceId: one })
    }
    const { CommandId } = await ok('CreateCommand', script('true'))
    const { InvokeId } = await ok('InvokeCommand', { CommandId, InstanceIds: json(ids) })
    const naming = async (text: string) =>
      (await everyRow(database)).filter((row) => row.includes(text) && !/^(calls|client_tokens) /.test(row))
    const tablesOf = async (text: string) => [...new Set((await naming(text)).map((row) => row.split(' ')[0]))]
    const before = await tablesOf(other)
    t.ok(before.length >= 6, `it is in ${before}`)
    t.strictSame(await tablesOf(id), before)
    const invocations = async () => (await naming('everything')).filter((row) => row.startsWith('invocations ')).length
    t.equal(await invocations(), 3)

    await ok('DeleteInstances', { InstanceIds: json([id]), Force: 'true' })
    t.strictSame(await naming(id), [])
    t.strictSame(await tablesOf(other), before)
    t.equal(await invocations(), 2, 'what ran on the other server too stays')
    await ok('DescribeInvocationResult', { InstanceId: other, InvokeId })
    t.strictSame(await keyPairNames(caller), ['work'], 'the key pair stays')
    await ok('DeleteInstances', { InstanceIds: json([other]), Force: 'true' })
    await ok('DeleteKeyPairs', { 'KeyPairNames.1': 'work' })
    t.equal(await invocations(), 0)
  })

  t.test('makes room for others, also where calls come at the same time', async (t) => {
    const caller = as('quota')
    const ids = await makeInstances(caller, 20)
    clock.advance(2 * second)
    refused(t, await caller.rpc('CreateInstances', server), 'ExceedAccountQuota')
    const release = (some: string[]) => caller.rpc('DeleteInstances', { InstanceIds: json(some), Force: 'true' })
    // Each pair of servers by three calls, of which one does it.
    const pairs = Array.from({ length: 5 }, (_, n) => ids.slice(2 * n, 2 * n + 2))
    const replies = await Promise.all(
      pairs.flatMap(([a = '', b = '']) => [release([a, b]), release([b, a]), release([b])])
    )
    for (const [n] of pairs.entries()) {
      const statuses = replies.slice(3 * n, 3 * n + 3).map(({ status }) => status)
      t.strictSame(statuses.sort(), [200, 404, 404])
    }
    const left = (await idsOf(caller)).length
    const made = await Promise.all(Array.from({ length: 21 - left }, () => caller.rpc('CreateInstances', server)))
    t.equal(made.filter(({ status }) => status === 200).length, 20 - left)
    t.equal((await idsOf(caller)).length, 20)
    const { body } = await controlClient(service.endpoint)('GET', 'quotas?account=quota')
    t.match(body.quotas, [{ name: 'Instances', used: 20 }])
  })

  t.test('a new server gets neither the address nor the host keys', async (t) => {
    const caller = as('addresses')
    const seen = async () => {
      const InstanceId = await makeInstanceIn(caller, service, 'Running')
      const { Host, KnownHosts, ...logon } = await caller.ok('DescribeInstanceLogon', { InstanceId })
      await caller.ok('DeleteInstances', { InstanceIds: json([InstanceId]), Force: 'true' })
      return [InstanceId, Host, KnownHosts, JSON.stringify(logon.HostKeys)]
    }
    const [first, next] = [await seen(), await seen()]
    t.strictSame(
      first.filter((one, index) => one === next[index]),
      []
    )
  })

  t.test('does its work once for each ClientToken', async (t) => {
    const caller = as('token')
    const { InstanceIds } = await caller.ok('CreateInstances', { ...server, ClientToken: 'made' })
    clock.advance(2 * second)
    const release = { InstanceIds: json(InstanceIds), Force: 'true', ClientToken: 'once' }
    await caller.ok('DeleteInstances', release)
    await caller.ok('DeleteInstances', release)
    const other = { ...release, Force: 'false' }
    refused(t, await caller.rpc('DeleteInstances', other), 'IdempotentParameterMismatch')
    t.strictSame((await caller.ok('CreateInstances', { ...server, ClientToken: 'made' })).InstanceIds, InstanceIds)
    t.strictSame(await idsOf(caller), [], 'a repeated CreateInstances makes no second one')
  })

  t.test('in REST', async (t) => {
    const rest = await restClient(t, service.endpoint, 'rest')
    const caller = as('rest')
    const [a, b] = [await makeInstance(caller), await makeInstance(caller)]
    clock.advance(2 * second)
    const path = `/v1/regions/cn-hangzhou/instances/${a},${b}`
    t.match(await rest('DELETE', path), { status: 403, body: { Code: 'IncorrectInstanceStatus' } })
    t.match(await rest('DELETE', `${path}?Force=true`), { status: 200 })
    t.match(await rest('DELETE', `${path}?Force=true`), { status: 404, body: { Code: noServer } })
    t.strictSame(await idsOf(caller), [])
  })

  t.test('a snapshot brings it back, and a reset has nothing left to do', async (t) => {
    const caller = as('state')
    const control = controlClient(service.endpoint)
    const id = await makeInstanceIn(caller, service, 'Running')
    await runScript(caller, id, 'echo kept > /root/file')
    const logon = await caller.ok('DescribeInstanceLogon', { InstanceId: id })
    t.equal((await control('PUT', 'snapshots/before?account=state')).status, 201)
    await caller.ok('DeleteInstances', { InstanceIds: json([id]), Force: 'true' })
    t.equal((await control('POST', 'snapshots/before/restore', { account: 'state' })).status, 204)
    t.strictSame((await caller.ok('DescribeInstanceLogon', { InstanceId: id })).HostKeys, logon.HostKeys)
    t.match(await runScript(caller, id, 'cat /root/file'), { Output: 'kept\n' })
    await caller.ok('DeleteInstances', { InstanceIds: json([id]), Force: 'true' })
    t.equal((await control('POST', 'reset', { account: 'state' })).status, 204)
    t.strictSame(await idsOf(caller), [])
    await caller.ok('CreateInstances', { ...server, Amount: '20' })
  })

  t.test('what runs on the server ends with it, and nothing is wrong then', async (t) => {
    const logged = await start(t, { logLevel: 'warn' })
    const [id = ''] = await makeInstances(logged)
    await logged.ok('RunCommand', { InstanceId: id, ...script('while true; do date >> /root/log; sleep 0.05; done') })
    const { WebSocketUrl } = await logged.ok('StartTerminalSession', { InstanceId: id })
    const hasWritten = async () => (await everyRow(logged.database)).some((row) => row.includes('/root/log,'))
    while (!(await hasWritten()));
    await logged.ok('DeleteInstances', { InstanceIds: json([id]), Force: 'true' })
    const opened = await fetch(WebSocketUrl.replace('ws:', 'http:'), { headers: { upgrade: 'websocket' } }).catch(
      (error) => ({ status: String(error) })
    )
    t.not(opened.status, 101)
    await logged.app.close()
    t.equal(logged.log(), '')
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const many = (amount: number) => json(Array(amount).fill(noId))
    for (const InstanceIds of ['x', '[1]', '[""]', many(101)]) {
      const reply = await caller.rpc('DeleteInstances', { InstanceIds })
      refused(t, reply, 'InvalidInstanceIds.ValueNotSupported', { about: InstanceIds.slice(0, 40) })
    }
    await refusesBadParameters(t, caller, 'DeleteInstances', { InstanceIds: '["any"]' })
    await refusesUnknownInstances(t, service, caller, 'DeleteInstances', {
      named: (id) => ({ InstanceIds: json([id]), Force: 'true' })
    })
  })
})
