import t from 'tap'
import { start, windowsImage } from '../fixture.ts'
import {
  account,
  makeInstance,
  makeInstanceIn,
  refusesBadParameters,
  refusesUnknownInstances,
  second
} from './expect.ts'

t.test('DescribeInstance', async (t) => {
  const service = await start(t, { transitionMs: second })
  const as = (name: string) => account(service, name)

  t.test('tells of one server what ListInstances tells of all', async (t) => {
    const caller = as('one')
    const InstanceId = await makeInstance(caller)
    const windows = await makeInstance(caller, windowsImage)
    const tag = { ResourceType: 'instance', 'ResourceId.1': InstanceId, 'Tag.1.Key': 'team', 'Tag.1.Value': 'blue' }
    await caller.ok('TagResources', tag)
    for (const id of [InstanceId, windows]) {
      const { RequestId, ...body } = await caller.ok('DescribeInstance', { InstanceId: id }, 'GET')
      t.match(RequestId, /^[0-9A-F-]{36}$/)
      const { Instances } = await caller.ok('ListInstances', { InstanceIds: JSON.stringify([id]) })
      t.strictSame([body], Instances)
    }
    t.strictSame((await caller.ok('DescribeInstance', { InstanceId })).Tags, [{ Key: 'team', Value: 'blue' }])
  })

  t.test('shows the state that the server has now', async (t) => {
    const caller = as('states')
    const InstanceId = await makeInstanceIn(caller, service, 'Stopping')
    t.equal((await caller.ok('DescribeInstance', { InstanceId })).Status, 'Stopping')
    service.clock.advance(second)
    t.equal((await caller.ok('DescribeInstance', { InstanceId })).Status, 'Stopped')
  })

  await refusesUnknownInstances(t, service, as('unknown'), 'DescribeInstance')
  await refusesBadParameters(t, as('bad'), 'DescribeInstance', { InstanceId: 'x' })
})
