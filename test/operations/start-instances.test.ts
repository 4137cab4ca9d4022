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

t.test('StartInstances', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock } = service
  const as = (name: string) => account(service, name)
  const make = async (caller: Caller, amount: number) => {
    const ids = await makeInstances(caller, amount)
    clock.advance(2 * second)
    await caller.ok('StopInstances', { InstanceIds: JSON.stringify(ids) })
    clock.advance(second)
    return ids
  }
  const statuses = async (caller: Caller, ids: readonly string[]) => {
    const found: string[] = []
    for (const id of ids) found.push(await statusOf(caller, id))
    return found
  }

  t.test('brings all from Stopped by Starting to Running', async (t) => {
    const caller = as('works')
    const ids = await make(caller, 3)
    const [a = '', b = '', c = ''] = ids
    const body = await caller.ok('StartInstances', { InstanceIds: JSON.stringify([c, a, c]) })
    t.strictSame(Object.keys(body), ['RequestId'])
    t.strictSame(await statuses(caller, [a, b, c]), ['Starting', 'Stopped', 'Starting'])
    clock.advance(second)
    t.strictSame(await statuses(caller, [a, b, c]), ['Running', 'Stopped', 'Running'])
  })

  t.test('takes the servers as numbered parameters too, and by GET', async (t) => {
    const caller = as('numbered')
    const ids = await make(caller, 2)
    await caller.ok('StartInstances', list('InstanceIds', ids), 'GET')
    t.strictSame(await statuses(caller, ids), ['Starting', 'Starting'])
  })

  for (const status of ['Pending', 'Starting', 'Running', 'Stopping', 'Resetting']) {
    t.test(`one that is ${status} refuses all, and nothing changes`, async (t) => {
      const caller = as(status)
      const [ready = ''] = await make(caller, 1)
      const other = await makeInstanceIn(caller, service, status)
      const reply = await caller.rpc('StartInstances', { InstanceIds: JSON.stringify([ready, other]) })
      refused(t, reply, 'IncorrectInstanceStatus')
      t.strictSame(await statuses(caller, [ready, other]), ['Stopped', status])
    })
  }

  t.test('an unknown one refuses all, and nothing changes', async (t) => {
    const caller = as('unknown')
    const [ready = ''] = await make(caller, 1)
    const reply = await caller.rpc('StartInstances', { InstanceIds: JSON.stringify([ready, noId]) })
    refused(t, reply, 'InvalidInstanceId.NotFound')
    t.equal(await statusOf(caller, ready), 'Stopped')
  })

  t.test('applies what is queued for each', async (t) => {
    const caller = as('applies')
    await importKeyPair(caller, 'work')
    const [a = '', b = '', c = ''] = await make(caller, 3)
    await attach(caller, 'work', a, b)
    await caller.ok('StartInstances', { InstanceIds: JSON.stringify([a, c]) })
    t.equal((await logonOf(caller, a)).keys, publicKeyLine)
    t.equal((await logonOf(caller, c)).keys, '')
    t.equal((await logonOf(caller, b)).keys, '')
    t.strictSame(await queueOf(caller, a), [])
    t.strictSame(await queueOf(caller, b), ['Attach work'])
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    t.test('lists that are none, or of more than 100', async (t) => {
      const [id = ''] = await make(caller, 1)
      const many = (amount: number) => JSON.stringify(Array(amount).fill(id))
      for (const InstanceIds of [id, '[1]', '{}', '[""]', many(101)]) {
        const reply = await caller.rpc('StartInstances', { InstanceIds })
        refused(t, reply, 'InvalidInstanceIds.ValueNotSupported', { about: InstanceIds.slice(0, 40) })
      }
      refused(t, await caller.rpc('StartInstances', { InstanceIds: '[]' }), 'MissingInstanceIds')
      t.equal(await statusOf(caller, id), 'Stopped')
      await caller.ok('StartInstances', { InstanceIds: many(100) })
      t.equal(await statusOf(caller, id), 'Starting')
    })
    await refusesBadParameters(t, caller, 'StartInstances', { InstanceIds: '["any"]' })
    await refusesUnknownInstances(t, service, caller, 'StartInstances', {
      named: (id) => ({ InstanceIds: JSON.stringify([id]) })
    })
  })
})
