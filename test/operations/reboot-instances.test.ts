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
  publicKeyLine,
  queueOf,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second,
  statusOf
} from './expect.ts'

t.test('RebootInstances', async (t) => {
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

  t.test('brings all from Running by Starting to Running', async (t) => {
    const caller = as('works')
    const ids = await make(caller, 3)
    const [a = '', b = '', c = ''] = ids
    const body = await caller.ok('RebootInstances', { InstanceIds: JSON.stringify([c, a, c]) })
    t.strictSame(Object.keys(body), ['RequestId'])
    t.strictSame(await statuses(caller, [a, b, c]), ['Starting', 'Running', 'Starting'])
    clock.advance(second)
    t.strictSame(await statuses(caller, [a, b, c]), ['Running', 'Running', 'Running'])
  })

  t.test('takes the servers as numbered parameters too, and by GET', async (t) => {
    const caller = as('numbered')
    const ids = await make(caller, 2)
    await caller.ok('RebootInstances', list('InstanceIds', ids), 'GET')
    t.strictSame(await statuses(caller, ids), ['Starting', 'Starting'])
  })

  for (const status of ['Pending', 'Starting', 'Stopping', 'Stopped', 'Resetting']) {
    t.test(`one that is ${status} refuses all, and nothing changes`, async (t) => {
      const caller = as(status)
      const [ready = ''] = await make(caller, 1)
      const other = await makeInstanceIn(caller, service, status)
      const reply = await caller.rpc('RebootInstances', { InstanceIds: JSON.stringify([ready, other]) })
      refused(t, reply, 'IncorrectInstanceStatus')
      t.strictSame(await statuses(caller, [ready, other]), ['Running', status])
    })
  }

  t.test('an unknown one refuses all, and nothing changes', async (t) => {
    const caller = as('unknown')
    const [ready = ''] = await make(caller, 1)
    const reply = await caller.rpc('RebootInstances', { InstanceIds: JSON.stringify([ready, noId]) })
    refused(t, reply, 'InvalidInstanceId.NotFound')
    t.equal(await statusOf(caller, ready), 'Running')
  })

  t.test('ForceReboot makes no difference', async (t) => {
    const caller = as('forced')
    const ids = JSON.stringify([await makeInstanceIn(caller, service, 'Running')])
    for (const ForceReboot of ['yes', '1', 'TRUE']) {
      const reply = await caller.rpc('RebootInstances', { InstanceIds: ids, ForceReboot })
      refused(t, reply, 'InvalidForceReboot', { about: ForceReboot })
    }
    await caller.ok('RebootInstances', { InstanceIds: ids, ForceReboot: 'true' })
    clock.advance(second)
    t.equal(await statusOf(caller, JSON.parse(ids)[0]), 'Running')
  })

  t.test('applies what is queued for each, or nothing when it refuses', async (t) => {
    const caller = as('applies')
    await importKeyPair(caller, 'work')
    const [a = '', b = '', c = ''] = await make(caller, 3)
    await attach(caller, 'work', a, b)
    await caller.ok('StopInstance', { InstanceId: c })
    const reply = await caller.rpc('RebootInstances', { InstanceIds: JSON.stringify([a, b, c]) })
    refused(t, reply, 'IncorrectInstanceStatus')
    t.strictSame(await queueOf(caller, a), ['Attach work'])
    t.equal((await logonOf(caller, a)).keys, '')
    await caller.ok('RebootInstances', { InstanceIds: JSON.stringify([a, b]) })
    for (const id of [a, b]) {
      t.strictSame(await queueOf(caller, id), [])
      t.equal((await logonOf(caller, id)).keys, publicKeyLine)
    }
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    t.test('lists that are none, or of more than 100', async (t) => {
      const [id = ''] = await make(caller, 1)
      const many = (amount: number) => JSON.stringify(Array(amount).fill(id))
      for (const InstanceIds of [id, '[1]', '{}', '[""]', many(101)]) {
        const reply = await caller.rpc('RebootInstances', { InstanceIds })
        refused(t, reply, 'InvalidInstanceIds.ValueNotSupported', { about: InstanceIds.slice(0, 40) })
      }
      refused(t, await caller.rpc('RebootInstances', { InstanceIds: '[]' }), 'MissingInstanceIds')
      t.equal(await statusOf(caller, id), 'Running')
      await caller.ok('RebootInstances', { InstanceIds: many(100) })
      t.equal(await statusOf(caller, id), 'Starting')
    })
    await refusesBadParameters(t, caller, 'RebootInstances', { InstanceIds: '["any"]' })
    await refusesUnknownInstances(t, service, caller, 'RebootInstances', {
      named: (id) => ({ InstanceIds: JSON.stringify([id]) })
    })
  })
})
