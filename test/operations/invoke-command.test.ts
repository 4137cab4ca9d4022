import t from 'tap'
import { makeInstances, start } from '../fixture.ts'
import {
  account,
  makeInstance,
  noId,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  resultOf,
  script
} from './expect.ts'

t.test('InvokeCommand', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)
  const on = (...ids: string[]) => ({ InstanceIds: JSON.stringify(ids) })

  t.test('runs a command on several servers, under one id', async (t) => {
    const caller = as('works')
    const ids = await makeInstances(caller, 3)
    const [a = '', b = '', c = ''] = ids
    await caller.ok('StopInstance', { InstanceId: c })
    const { CommandId } = await caller.ok('CreateCommand', {
      ...script('pwd; hostname; cat /etc/{{ file }}'),
      EnableParameter: 'true',
      WorkingDir: '/tmp',
      Timeout: '30'
    })
    const body = await caller.ok('InvokeCommand', { CommandId, ...on(a, b, a, c), Parameters: '{"FILE":"hostname"}' })
    t.strictSame(Object.keys(body).sort(), ['InvokeId', 'RequestId'])
    const results = await Promise.all([a, b].map((id) => resultOf(caller, id, body.InvokeId)))
    for (const result of results) {
      t.match(result, { InvocationStatus: 'Success', InvokeId: body.InvokeId })
      const [directory, ...names] = result.Output.trim().split('\n')
      t.equal(directory, '/tmp')
      t.equal(names[0], names[1])
    }
    t.match(await resultOf(caller, c, body.InvokeId), { InvocationStatus: 'Aborted', ErrorCode: 'InstanceNotRunning' })
  })

  t.test('as the command was when it was invoked', async (t) => {
    const caller = as('changed')
    const id = await makeInstance(caller)
    const { CommandId } = await caller.ok('CreateCommand', script('sleep 0.3; pwd'))
    const { InvokeId } = await caller.ok('InvokeCommand', { CommandId, ...on(id) })
    await caller.ok('UpdateCommandAttribute', { CommandId, WorkingDir: '/tmp', Name: 'renamed' })
    t.equal((await resultOf(caller, id, InvokeId)).Output, '/root\n')
    t.equal((await caller.ok('DescribeInvocations', { InstanceId: id })).Invocations[0].CommandName, 'test')
  })

  t.test('refuses, and runs nothing', async (t) => {
    const caller = as('refuses')
    const id = await makeInstance(caller)
    const make = async (content: string, more: Record<string, string> = { EnableParameter: 'true' }) =>
      (await caller.ok('CreateCommand', { ...script(content), ...more })).CommandId
    const CommandId = await make('echo {{a}}')
    const refuses = async (code: string, parameters: Record<string, string>) =>
      refused(t, await caller.rpc('InvokeCommand', { CommandId, ...on(id), ...parameters }), code, {
        about: JSON.stringify(parameters).slice(0, 80)
      })
    await refuses('InvalidCmdId.NotFound', { CommandId: 'c-none' })
    await refuses('InvalidCmdId.NotFound', { RegionId: 'cn-beijing' })
    await refuses('InvalidInstanceId.NotFound', on(id, noId))
    for (const InstanceIds of [id, '{}', '[1]', JSON.stringify(Array(51).fill(id))])
      await refuses('InvalidInstanceIds.ValueNotSupported', { InstanceIds })
    await refuses('Username.ExceedLimit', { Username: 'x'.repeat(256) })
    await refuses('InvalidParameters', { Parameters: 'a=1' })
    await refuses('Parameter.NotMatched', { Parameters: '{"b":"1"}' })
    await refuses('CmdParam.EmptyKey', { Parameters: '{"":"1"}' })
    await refuses('ParameterKey.Duplicate', { Parameters: '{"a":"1","A":"2"}' })
    await refuses('ParameterKey.ExceedLimit', { Parameters: JSON.stringify({ ['x'.repeat(65)]: '1' }) })
    await refuses('CmdContent.ExceedLimit', { Parameters: JSON.stringify({ a: 'x'.repeat(13_810) }) })
    await refuses('Parameter.Disabled', { CommandId: await make('true', {}), Parameters: '{"a":"1"}' })
    const names = Array.from({ length: 11 }, (_, n) => `p${n}`)
    const many = await make(names.map((name) => `{{${name}}}`).join(' '))
    const values = (some: string[]) => JSON.stringify(Object.fromEntries(some.map((name) => [name, 'true'])))
    await refuses('ParameterCount.ExceedLimit', { CommandId: many, Parameters: values(names) })
    t.equal((await caller.ok('DescribeInvocations', { InstanceId: id })).TotalCount, 0)
    await caller.ok('InvokeCommand', { CommandId: many, ...on(id), Parameters: values(names.slice(1)) })
    await caller.ok('InvokeCommand', { CommandId, ...on(id), Parameters: JSON.stringify({ a: 'x'.repeat(13_700) }) })
    await refusesBadParameters(t, caller, 'InvokeCommand', { CommandId, ...on(id) })
    await refusesUnknownInstances(t, service, caller, 'InvokeCommand', { parameters: { CommandId }, named: on })
  })
})
