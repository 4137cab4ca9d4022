import t from 'tap'
import { list, makeInstances, start } from '../fixture.ts'
import {
  account,
  attach,
  type Caller,
  importKeyPair,
  logonOf,
  makeInstanceIn,
  noId,
  queueOf,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second,
  statusOf
} from './expect.ts'

t.test('StopInstances', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock } = service
  const as = (name: string) => account(service, name)
  const make = async (caller: Caller, amount: number) => {
    const ids = await makeInstances(caller, amount)
    clock.advance(2 * second)

    return ids
  }
  const statuses = async (caller: Caller, ids: readonly string[]) => {
    const found: string[] = []
    for (const id of ids) found.push(await statusOf(caller, id))
    return found
  }

  t.test('brings all from Running by Stopping to Stopped', async (t) => {
    const caller = as('works')
    const ids = await make(caller, 3)
    const [a = '', b = '', c = ''] = ids
    const body = await caller.ok('StopInstances', { InstanceIds: JSON.stringify([c, a, c]) })
    t.strictSame(Object.keys(body), ['RequestId'])
    t.strictSame(await statuses(caller, [a, b, c]), ['Stopping', 'Running', 'Stopping'])
    clock.advance(second)
    t.strictSame(await statuses(caller, [a, b, c]), ['Stopped', 'Running', 'Stopped'])
  })

  t.test('takes the servers as numbered parameters too, and by GET', async (t) => {
    const caller = as('numbered')
    const ids = await make(caller, 2)
    await caller.ok('StopInstances', list('InstanceIds', ids), 'GET')
    t.strictSame(await statuses(caller, ids), ['Stopping', 'Stopping'])
  })

  for (const status of ['Pending', 'Starting', 'Stopping', 'Stopped', 'Resetting']) {
    t.test(`one that is ${status} refuses all, and nothing changes`, async (t) => {
      const caller = as(status)
      const [ready = ''] = await make(caller, 1)
      const other = await makeInstanceIn(caller, service, status)
      const reply = await caller.rpc('StopInstances', { InstanceIds: JSON.stringify([ready, other]) })
      refused(t, reply, 'IncorrectInstanceStatus')
      t.strictSame(await statuses(caller, [ready, other]), ['Running', status])
    })
  }

  t.test('an unknown one refuses all, and nothing changes', async (t) => {
    const caller = as('unknown')
    const [ready = ''] = await make(caller, 1)
    const reply = await caller.rpc('StopInstances', { InstanceIds: JSON.stringify([ready, noId]) })
    refused(t, reply, 'InvalidInstanceId.NotFound')
    t.equal(await statusOf(caller, ready), 'Running')
  })

  t.test('ForceStop makes no difference', async (t) => {
    const caller = as('forced')
    const ids = JSON.stringify([await makeInstanceIn(caller, service, 'Running')])
    for (const ForceStop of ['yes', '1', 'TRUE']) {
      const reply = await caller.rpc('StopInstances', { InstanceIds: ids, ForceStop })
      refused(t, reply, 'InvalidForceStop', { about: ForceStop })
    }
    await caller.ok('StopInstances', { InstanceIds: ids, ForceStop: 'true' })
    clock.advance(second)
    t.equal(await statusOf(caller, JSON.parse(ids)[0]), 'Stopped')
  })

  t.test('applies nothing that is queued', async (t) => {
    const caller = as('applies nothing')
    await importKeyPair(caller, 'work')
    const ids = await make(caller, 2)
    await attach(caller, 'work', ...ids)
    await caller.ok('StopInstances', { InstanceIds: JSON.stringify(ids) })
    clock.advance(second)
    for (const id of ids) {
      t.strictSame(await queueOf(caller, id), ['Attach work'])
      t.equal((await logonOf(caller, id)).keys, '')
    }
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    t.test('lists that are none, or of more than 100', async (t) => {
      const [id = ''] = await make(caller, 1)
      const many = (amount: number) => JSON.stringify(Array(amount).fill(id))
      for (const InstanceIds of [id, '[1]', '{}', '[""]', many(101)]) {
        const reply = await caller.rpc('StopInstances', { InstanceIds })
        refused(t, reply, 'InvalidInstanceIds.ValueNotSupported', { about: InstanceIds.slice(0, 40) })
      }
      refused(t, await caller.rpc('StopInstances', { InstanceIds: '[]' }), 'MissingInstanceIds')
      t.equal(await statusOf(caller, id), 'Running')
      await caller.ok('StopInstances', { InstanceIds: many(100) })
      t.equal(await statusOf(caller, id), 'Stopping')
    })
    await refusesBadParameters(t, caller, 'StopInstances', { InstanceIds: '["any"]' })
    await refusesUnknownInstances(t, service, caller, 'StopInstances', {
      named: (id) => ({ InstanceIds: JSON.stringify([id]) })
    })
  })
})
