import t from 'tap'
import { secondPublicKey, start } from '../fixture.ts'
import {
  account,
  attach,
  importKeyPair,
  logonOf,
  makeInstanceIn,
  queueOf,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second,
  secondKeyLine,
  statusOf
} from './expect.ts'

t.test('StartInstance', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock } = service
  const as = (name: string) => account(service, name)

  t.test('brings a server from Stopped by Starting to Running', async (t) => {
    const caller = as('works')
    const InstanceId = await makeInstanceIn(caller, service, 'Stopped')
    t.strictSame(Object.keys(await caller.ok('StartInstance', { InstanceId })), ['RequestId'])
    t.equal(await statusOf(caller, InstanceId), 'Starting')
    clock.advance(second - 1)
    t.equal(await statusOf(caller, InstanceId), 'Starting')
    clock.advance(1)
    t.equal(await statusOf(caller, InstanceId), 'Running')
  })

  for (const status of ['Pending', 'Starting', 'Running', 'Stopping', 'Resetting']) {
    t.test(`refuses a server that is ${status}, and leaves it so`, async (t) => {
      const caller = as(status)
      const InstanceId = await makeInstanceIn(caller, service, status)
      refused(t, await caller.rpc('StartInstance', { InstanceId }), 'IncorrectInstanceStatus')
      t.equal(await statusOf(caller, InstanceId), status)
    })
  }

  t.test('applies what was queued before the stop and after it', async (t) => {
    const caller = as('applies')
    await importKeyPair(caller, 'work')
    await importKeyPair(caller, 'next', secondPublicKey)
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await attach(caller, 'work', InstanceId)
    await caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'Correct-Horse-1' })
    await caller.ok('StopInstance', { InstanceId })
    clock.advance(second)
    await attach(caller, 'next', InstanceId)
    t.strictSame(await logonOf(caller, InstanceId), { keys: '', password: false })
    await caller.ok('StartInstance', { InstanceId })
    t.strictSame(await logonOf(caller, InstanceId), { keys: secondKeyLine, password: false })
    t.strictSame(await queueOf(caller, InstanceId), [])
    t.equal((await caller.ok('ListPendingRestarts')).TotalCount, 0)
  })

  t.test('makes a new password effective', async (t) => {
    const caller = as('password')
    const InstanceId = await makeInstanceIn(caller, service, 'Stopped')
    await caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'Correct-Horse-1' })
    t.strictSame(await logonOf(caller, InstanceId), { keys: '', password: false })
    await caller.ok('StartInstance', { InstanceId })
    t.strictSame(await logonOf(caller, InstanceId), { keys: '', password: true })
  })

  t.test('refuses', async (t) => {
    await refusesBadParameters(t, as('refuses'), 'StartInstance', { InstanceId: 'any' })
    await refusesUnknownInstances(t, service, as('refuses'), 'StartInstance')
  })
})
