import t from 'tap'
import { start } from '../fixture.ts'
import {
  account,
  makeInstance,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  resultOf,
  runScript,
  script
} from './expect.ts'

t.test('DescribeInvocationResult', async (t) => {
  const service = await start(t)
  const { clock } = service
  const as = (name: string) => account(service, name)

  t.test('tells times by the service’s clock', async (t) => {
    const caller = as('times')
    const id = await makeInstance(caller)
    const { InvokeId } = await caller.ok('RunCommand', { InstanceId: id, ...script('sleep 0.5') })
    const { InvocationResult } = await caller.ok('DescribeInvocationResult', { InstanceId: id, InvokeId }, 'GET')
    t.notOk('FinishedTime' in InvocationResult)
    clock.advance(60_000)
    const { StartTime, FinishedTime } = await resultOf(caller, id, InvokeId)
    t.strictSame([StartTime, FinishedTime], ['2026-03-04T05:06:07Z', '2026-03-04T05:07:07Z'])
  })

  t.test('of what never began there is neither a beginning nor an exit code', async (t) => {
    const caller = as('never')
    const id = await makeInstance(caller)
    const result = await runScript(caller, id, 'true', { WorkingUser: 'nobody' })
    t.strictSame(
      ['StartTime', 'FinishedTime', 'ExitCode'].filter((name) => name in result),
      ['FinishedTime']
    )
  })

  t.test('gives output in Base64, whatever is in it', async (t) => {
    const caller = as('bytes')
    const id = await makeInstance(caller)
    const { InvokeId } = await runScript(caller, id, "printf 'a\\000你'")
    const { InvocationResult } = await caller.ok('DescribeInvocationResult', { InstanceId: id, InvokeId })
    t.equal(InvocationResult.Output, 'YQDkvaA=')
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const [id, other] = [await makeInstance(caller), await makeInstance(caller)]
    const { InvokeId } = await runScript(caller, id, 'true')
    const refuses = async (code: string, parameters: Record<string, string>) =>
      refused(t, await caller.rpc('DescribeInvocationResult', { InstanceId: id, InvokeId, ...parameters }), code)
    await refuses('InvalidInvokeId.NotFound', { InvokeId: 't-none' })
    await refuses('InvalidInvokeId.NotFound', { InstanceId: other })
    await refusesBadParameters(t, caller, 'DescribeInvocationResult', { InstanceId: id, InvokeId })
    await refusesUnknownInstances(t, service, caller, 'DescribeInvocationResult', { parameters: { InvokeId } })
  })
})
