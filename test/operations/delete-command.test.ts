import t from 'tap'
import { start } from '../fixture.ts'
import { account, makeInstance, refused, refusesBadParameters, resultOf, script } from './expect.ts'

t.test('DeleteCommand', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)

  t.test('deletes a command, but not what came of it', async (t) => {
    const caller = as('works')
    const id = await makeInstance(caller)
    const { CommandId } = await caller.ok('CreateCommand', script('echo done'))
    const { InvokeId } = await caller.ok('InvokeCommand', { CommandId, InstanceIds: JSON.stringify([id]) })
    await resultOf(caller, id, InvokeId)
    t.strictSame(Object.keys(await caller.ok('DeleteCommand', { CommandId }, 'GET')), ['RequestId'])
    t.equal((await caller.ok('DescribeCommands', { Provider: 'User' })).TotalCount, 0)
    t.equal((await resultOf(caller, id, InvokeId)).Output, 'done\n')
    refused(t, await caller.rpc('DeleteCommand', { CommandId }), 'InvalidCmdId.NotFound')
  })

  t.test('refuses while it is being executed', async (t) => {
    const caller = as('running')
    const id = await makeInstance(caller)
    const { CommandId } = await caller.ok('CreateCommand', script('sleep 1'))
    const { InvokeId } = await caller.ok('InvokeCommand', { CommandId, InstanceIds: JSON.stringify([id]) })
    refused(t, await caller.rpc('DeleteCommand', { CommandId }), 'IncorrectCommandStatus')
    await resultOf(caller, id, InvokeId)
    await caller.ok('DeleteCommand', { CommandId })
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const { CommandId } = await caller.ok('CreateCommand', script('df'))
    refused(t, await as('another').rpc('DeleteCommand', { CommandId }), 'InvalidCmdId.NotFound')
    refused(t, await caller.rpc('DeleteCommand', { CommandId, RegionId: 'cn-beijing' }), 'InvalidCmdId.NotFound')
    t.equal((await caller.ok('DescribeCommands', { Provider: 'User' })).TotalCount, 1)
    await refusesBadParameters(t, caller, 'DeleteCommand', { CommandId })
  })
})
