import t from 'tap'
import { type Body, start } from '../fixture.ts'
import {
  account,
  type Caller,
  makeInstance,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  resultOf,
  runScript,
  script
} from './expect.ts'

const day = 24 * 60 * 60 * 1000

t.test('DescribeInvocations', async (t) => {
  const service = await start(t)
  const { clock } = service
  const as = (name: string) => account(service, name)
  const namesOf = async ({ ok }: Caller, InstanceId: string, filter: Record<string, string> = {}) => {
    const { Invocations } = await ok('DescribeInvocations', { InstanceId, ...filter }, 'GET')
    return Invocations.map(({ CommandName }: Body) => CommandName)
  }

  t.test('lists what was run on a server, newest first', async (t) => {
    const caller = as('works')
    const id = await makeInstance(caller)
    const on = { EnableParameter: 'true', Parameters: '{"who":"Jack"}' }
    const one = await runScript(caller, id, 'echo 你好 {{who}}', { ...on, Name: 'one' })
    const two = await runScript(caller, id, 'exit 1', { Name: 'two' })
    const { Invocations, RequestId: _, ...paging } = await caller.ok('DescribeInvocations', { InstanceId: id })
    t.strictSame(paging, { TotalCount: 2, PageNumber: 1, PageSize: 10 })
    const CreationTime = '2026-03-04T05:06:07Z'
    t.strictSame(Invocations, [
      {
        InvokeId: two.InvokeId,
        CommandName: 'two',
        CommandType: 'RunShellScript',
        CommandContent: 'ZXhpdCAx',
        Parameters: {},
        InvocationStatus: 'Failed',
        InvokeStatus: 'Finished',
        CreationTime
      },
      {
        InvokeId: one.InvokeId,
        CommandName: 'one',
        CommandType: 'RunShellScript',
        CommandContent: Buffer.from('echo 你好 {{who}}').toString('base64'),
        Parameters: { who: 'Jack' },
        InvocationStatus: 'Success',
        InvokeStatus: 'Finished',
        CreationTime
      }
    ])
  })

  t.test('in XML, whatever the names of parameters', async (t) => {
    const caller = as('xml')
    const id = await makeInstance(caller)
    const on = { EnableParameter: 'true', Parameters: '{"1st":"a<b","-x":"","who":"Jack"}' }
    await runScript(caller, id, 'true {{1st}} {{-x}} {{who}}', on)
    const { text } = await caller.rpc('DescribeInvocations', { InstanceId: id, Format: 'XML' })
    t.match(text, '<Parameters><_1st>a&lt;b</_1st><_-x></_-x><who>Jack</who></Parameters>')
  })

  t.test('by state, and in pages', async (t) => {
    const caller = as('pages')
    const id = await makeInstance(caller)
    for (let n = 1; n <= 11; n++) await runScript(caller, id, 'true', { Name: `c${n}` })
    await runScript(caller, id, 'true', { Name: 'by nobody', WorkingUser: 'nobody' })
    const { InvokeId } = await caller.ok('RunCommand', { InstanceId: id, ...script('sleep 1'), Name: 'sleeping' })
    t.strictSame(await namesOf(caller, id, { InvokeStatus: 'Running' }), ['sleeping'])
    t.strictSame(await namesOf(caller, id, { InvokeStatus: 'Failed' }), ['by nobody'])
    t.strictSame(await namesOf(caller, id, { InvokeStatus: 'Finished', PageNumber: '2' }), ['c1'])
    t.strictSame(await namesOf(caller, id, { PageSize: '2' }), ['sleeping', 'by nobody'])
    await resultOf(caller, id, InvokeId)
    t.strictSame(await namesOf(caller, id, { InvokeStatus: 'Running' }), [])
  })

  t.test('those of two weeks', async (t) => {
    const caller = as('old')
    const id = await makeInstance(caller)
    const { InvokeId } = await runScript(caller, id, 'true')
    clock.advance(14 * day - 1000)
    t.strictSame(await namesOf(caller, id), ['test'])
    clock.advance(1000)
    t.strictSame(await namesOf(caller, id), [])
    refused(t, await caller.rpc('DescribeInvocationResult', { InstanceId: id, InvokeId }), 'InvalidInvokeId.NotFound')
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const id = await makeInstance(caller)
    const refuses = async (code: string, parameters: Record<string, string>) =>
      refused(t, await caller.rpc('DescribeInvocations', { InstanceId: id, ...parameters }), code)
    await refuses('InvalidInvokeStatus.ValueNotSupported', { InvokeStatus: 'Pending' })
    await refuses('InvalidPageSize', { PageSize: '51' })
    await refuses('InvalidPageNumber', { PageNumber: '0' })
    await refusesBadParameters(t, caller, 'DescribeInvocations', { InstanceId: id })
    await refusesUnknownInstances(t, service, caller, 'DescribeInvocations')
  })
})
