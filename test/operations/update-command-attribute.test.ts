import t from 'tap'
import { start } from '../fixture.ts'
import { account, refused, refusesBadParameters, script } from './expect.ts'

t.test('UpdateCommandAttribute', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)

  t.test('changes what is named, and leaves the rest', async (t) => {
    const { ok } = as('works')
    const { CommandId } = await ok('CreateCommand', { ...script('df'), Timeout: '100', Description: 'before' })
    const find = async () => (await ok('DescribeCommands', { Provider: 'User', CommandId })).Commands[0]
    const before = await find()
    t.strictSame(Object.keys(await ok('UpdateCommandAttribute', { CommandId })), ['RequestId'])
    t.strictSame(await find(), before)
    await ok('UpdateCommandAttribute', { CommandId, Name: 'renamed' }, 'GET')
    t.strictSame(await find(), { ...before, Name: 'renamed' })
    const all = { Description: 'after', Timeout: '10', WorkingDir: '/tmp' }
    await ok('UpdateCommandAttribute', { CommandId, ...all })
    t.strictSame(await find(), {
      ...before,
      Name: 'renamed',
      Description: 'after',
      Timeout: 10,
      WorkingDir: '/tmp'
    })
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const { CommandId } = await caller.ok('CreateCommand', script('df'))
    const refuses = async (code: string, parameters: Record<string, string>, by = caller) =>
      refused(t, await by.rpc('UpdateCommandAttribute', { CommandId, Name: 'x', ...parameters }), code)
    await refuses('InvalidCmdId.NotFound', { CommandId: 'c-none' })
    await refuses('InvalidCmdId.NotFound', { RegionId: 'cn-beijing' })
    await refuses('InvalidCmdId.NotFound', {}, as('another'))
    await refuses('CmdName.ExceedLimit', { Name: 'x'.repeat(129) })
    await refuses('CmdDesc.ExceedLimit', { Description: 'x'.repeat(513) })
    await refuses('InvalidTimeout', { Timeout: '9' })
    await refuses('InvalidWorkingDir', { WorkingDir: 'x'.repeat(201) })
    t.equal((await caller.ok('DescribeCommands', { Provider: 'User' })).Commands[0].Name, 'test')
    await refusesBadParameters(t, caller, 'UpdateCommandAttribute', { CommandId })
  })
})
