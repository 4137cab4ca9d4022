import t from 'tap'
import { start } from '../fixture.ts'
import {
  account,
  attach,
  attachedTo,
  importKeyPair,
  logonOf,
  makeInstanceIn,
  publicKeyLine,
  queueOf,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second,
  statusOf
} from './expect.ts'

t.test('StopInstance', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock } = service
  const as = (name: string) => account(service, name)

  t.test('brings a server from Running by Stopping to Stopped', async (t) => {
    const caller = as('works')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    t.strictSame(Object.keys(await caller.ok('StopInstance', { InstanceId })), ['RequestId'])
    t.equal(await statusOf(caller, InstanceId), 'Stopping')
    clock.advance(second - 1)
    t.equal(await statusOf(caller, InstanceId), 'Stopping')
    clock.advance(1)
    t.equal(await statusOf(caller, InstanceId), 'Stopped')
  })

  for (const status of ['Pending', 'Starting', 'Stopping', 'Stopped', 'Resetting']) {
    t.test(`refuses a server that is ${status}, and leaves it so`, async (t) => {
      const caller = as(status)
      const InstanceId = await makeInstanceIn(caller, service, status)
      refused(t, await caller.rpc('StopInstance', { InstanceId }), 'IncorrectInstanceStatus')
      t.equal(await statusOf(caller, InstanceId), status)
    })
  }

  t.test('applies nothing that is queued and keeps it', async (t) => {
    const caller = as('applies nothing')
    await importKeyPair(caller, 'work')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await attach(caller, 'work', InstanceId)
    await caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'Correct-Horse-1' })
    await caller.ok('StopInstance', { InstanceId })
    clock.advance(second)
    t.strictSame(await logonOf(caller, InstanceId), { keys: '', password: false })
    t.strictSame(await queueOf(caller, InstanceId), ['Attach work'])
    t.match(await caller.ok('ListPendingRestarts'), { TotalCount: 1, PendingRestarts: [{ PasswordChange: true }] })
    t.strictSame(await attachedTo(caller, 'work'), [InstanceId])
  })

  t.test('keeps the keys that are on the server', async (t) => {
    const caller = as('keeps')
    await importKeyPair(caller, 'work')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await attach(caller, 'work', InstanceId)
    await caller.ok('RebootInstance', { InstanceId })
    clock.advance(second)
    await caller.ok('StopInstance', { InstanceId })
    t.equal((await logonOf(caller, InstanceId)).keys, publicKeyLine)
  })

  t.test('refuses', async (t) => {
    await refusesBadParameters(t, as('refuses'), 'StopInstance', { InstanceId: 'any' })
    await refusesUnknownInstances(t, service, as('refuses'), 'StopInstance')
  })
})
