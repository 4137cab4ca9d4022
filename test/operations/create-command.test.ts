import t from 'tap'
import { start } from '../fixture.ts'
import { account, refused, refusesBadParameters, script } from './expect.ts'

t.test('CreateCommand', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)

  t.test('makes a command with what the cloud takes for granted', async (t) => {
    const { ok } = as('plain')
    const body = await ok('CreateCommand', script('df -h'), 'GET')
    t.strictSame(Object.keys(body).sort(), ['CommandId', 'RequestId'])
    t.match(body.CommandId, /^c-[0-9a-z]{13}$/)
    const { Commands } = await ok('DescribeCommands', { Provider: 'User' })
    t.strictSame(Commands, [
      {
        CommandId: body.CommandId,
        Name: 'test',
        Type: 'RunShellScript',
        Description: '',
        CommandContent: 'df -h',
        EnableParameter: false,
        ParameterNames: [],
        ParameterDefinitions: [],
        WorkingDir: '',
        Timeout: 60,
        Provider: 'User',
        ResourceGroupId: 'rg-default',
        Tags: [],
        CreationTime: '2026-03-04T05:06:07Z'
      }
    ])
  })

  t.test('makes one with everything, and a second one of the same name', async (t) => {
    const { ok } = as('whole')
    const all = {
      Name: '磁盘 '.repeat(42),
      Type: 'RunShellScript',
      CommandContent: 'du -s {{ Path }} {{path}}\n{{depth-1}}',
      Description: 'x'.repeat(512),
      EnableParameter: 'true',
      WorkingDir: `/${'x'.repeat(199)}`,
      Timeout: '86400',
      'Tag.1.Key': 'team',
      'Tag.1.Value': 'blue',
      'Tag.2.Key': 'empty',
      ResourceGroupId: 'rg-default'
    }
    const ids = [(await ok('CreateCommand', all)).CommandId, (await ok('CreateCommand', all)).CommandId]
    t.not(ids[0], ids[1])
    const { Commands } = await ok('DescribeCommands', { Provider: 'User', CommandId: ids[0] })
    t.match(Commands, [
      {
        Name: all.Name,
        Description: all.Description,
        CommandContent: all.CommandContent,
        EnableParameter: true,
        ParameterNames: ['Path', 'depth-1'],
        ParameterDefinitions: [
          { ParameterName: 'Path', Required: false },
          { ParameterName: 'depth-1', Required: false }
        ],
        WorkingDir: all.WorkingDir,
        Timeout: 86_400,
        Tags: [
          { Key: 'empty', Value: '' },
          { Key: 'team', Value: 'blue' }
        ]
      }
    ])
  })

  t.test('100 a region and account, and a place is free again when one is deleted', async (t) => {
    const caller = as('many')
    const make = () => caller.rpc('CreateCommand', script('true'))
    const replies = await Promise.all(Array.from({ length: 103 }, make))
    t.equal(replies.filter(({ status }) => status === 200).length, 100)
    refused(t, await make(), 'CmdCount.ExceedQuota')
    await caller.ok('CreateCommand', { ...script('true'), RegionId: 'cn-beijing' })
    await as('another').ok('CreateCommand', script('true'))
    const { Commands } = await caller.ok('DescribeCommands', { Provider: 'User' })
    await caller.ok('DeleteCommand', { CommandId: Commands[0].CommandId })
    await caller.ok('CreateCommand', script('true'))
    refused(t, await make(), 'CmdCount.ExceedQuota')
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const refuses = async (code: string, parameters: Record<string, string>) =>
      refused(t, await caller.rpc('CreateCommand', { ...script('true'), ...parameters }), code, {
        about: JSON.stringify(parameters).slice(0, 80)
      })
    await refuses('CmdName.ExceedLimit', { Name: 'x'.repeat(129) })
    await refuses('CmdDesc.ExceedLimit', { Description: 'x'.repeat(513) })
    await refuses('InvalidCmdType.NotFound', { Type: 'runShellScript' })
    await refuses('InvalidWorkingDir', { WorkingDir: 'x'.repeat(201) })
    for (const Timeout of ['9', '86401', '60.5']) await refuses('InvalidTimeout', { Timeout })
    await refuses('CmdContent.ExceedLimit', { CommandContent: 'x'.repeat(12 * 1024 + 1) })
    await refuses('InvalidTag.1.Key', { 'Tag.1.Key': 'acs:x' })
    await refuses('InvalidTag', { Tag: JSON.stringify(Array.from({ length: 21 }, (_, n) => ({ Key: `k${n}` }))) })
    const withParameters = { EnableParameter: 'true' }
    await refuses('CmdParam.EmptyKey', { ...withParameters, CommandContent: 'echo {{}}' })
    await refuses('CmdParam.InvalidParamName', { ...withParameters, CommandContent: 'echo {{a b}}' })
    await refuses('CmdParamName.ExceedLimit', { ...withParameters, CommandContent: `echo {{${'x'.repeat(65)}}}` })
    const names = Array.from({ length: 21 }, (_, n) => `{{p${n}}}`).join(' ')
    await refuses('ParameterCount.ExceedLimit', { ...withParameters, CommandContent: names })
    t.equal((await caller.ok('DescribeCommands', { Provider: 'User' })).TotalCount, 0)
    await caller.ok('CreateCommand', script(names))
    await caller.ok('CreateCommand', script('x'.repeat(12 * 1024)))
    await refusesBadParameters(t, caller, 'CreateCommand', script('true'))
  })
})
