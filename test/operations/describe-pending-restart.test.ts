import t from 'tap'
import { start } from '../fixture.ts'
import {
  account,
  attach,
  detach,
  importKeyPair,
  makeInstance,
  refusesBadParameters,
  refusesUnknownInstances
} from './expect.ts'

t.test('DescribePendingRestart', async (t) => {
  const service = await start(t)
  const { clock } = service
  const as = (name: string) => account(service, name)

  t.test('tells of one server what ListPendingRestarts tells of all', async (t) => {
    const caller = as('waiting')
    await importKeyPair(caller, 'work')
    const InstanceId = await makeInstance(caller)
    await attach(caller, 'work', await makeInstance(caller))
    clock.set('2026-05-06T07:08:09.999Z')
    await attach(caller, 'work', InstanceId)
    clock.set('2026-05-06T07:08:10.000Z')
    await detach(caller, 'work', InstanceId)
    const { RequestId: _, ...body } = await caller.ok('DescribePendingRestart', { InstanceId }, 'GET')
    t.strictSame(body.KeyChanges, [
      { Change: 'Attach', KeyPairName: 'work', RequestTime: '2026-05-06T07:08:09Z' },
      { Change: 'Detach', KeyPairName: 'work', RequestTime: '2026-05-06T07:08:10Z' }
    ])
    const { PendingRestarts } = await caller.ok('ListPendingRestarts', { InstanceId })
    t.strictSame([body], PendingRestarts)
  })

  t.test('tells that nothing waits, before and after the restart', async (t) => {
    const caller = as('nothing')
    await importKeyPair(caller, 'work')
    const InstanceId = await makeInstance(caller)
    const nothing = { InstanceId, Status: 'Running', PasswordChange: false, KeyChanges: [] }
    t.match(await caller.ok('DescribePendingRestart', { InstanceId }), nothing)
    await attach(caller, 'work', InstanceId)
    await caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'Correct-Horse-1' })
    t.match(await caller.ok('DescribePendingRestart', { InstanceId }), { PasswordChange: true, KeyChanges: [{}] })
    await caller.ok('RebootInstance', { InstanceId })
    t.match(await caller.ok('DescribePendingRestart', { InstanceId }), nothing)
  })

  await refusesUnknownInstances(t, service, as('unknown'), 'DescribePendingRestart')
  await refusesBadParameters(t, as('bad'), 'DescribePendingRestart', { InstanceId: 'x' })
})
