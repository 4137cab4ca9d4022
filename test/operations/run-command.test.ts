import t from 'tap'
import { start, windowsImage } from '../fixture.ts'
import { everyRow } from '../rows.ts'
import {
  account,
  makeInstance,
  makeInstanceIn,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  resultOf,
  runScript,
  script,
  second
} from './expect.ts'

t.test('RunCommand', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock, database } = service
  const as = (name: string) => account(service, name)
  const running = async (name: string) => {
    const caller = as(name)
    return { caller, id: await makeInstanceIn(caller, service, 'Running') }
  }

  t.test('runs a script as root in /root, and keeps what it wrote and its exit code', async (t) => {
    const { caller, id } = await running('works')
    const body = await caller.ok('RunCommand', { InstanceId: id, ...script('whoami; pwd; echo oops >&2') })
    t.strictSame(Object.keys(body).sort(), ['InvokeId', 'RequestId'])
    t.match(body.InvokeId, /^t-[0-9a-z]{13}$/)
    const now = '2026-03-04T05:06:09Z'
    t.strictSame(await resultOf(caller, id, body.InvokeId), {
      InvokeId: body.InvokeId,
      InstanceId: id,
      InvokeUser: 'root',
      InvocationStatus: 'Success',
      InvokeRecordStatus: 'Finished',
      ExitCode: 0,
      Output: 'root\n/root\noops\n',
      ErrorCode: '',
      ErrorInfo: '',
      StartTime: now,
      FinishedTime: now
    })
  })

  t.test('answers at once, while the script goes on', async (t) => {
    const { caller, id } = await running('at once')
    const { InvokeId } = await caller.ok('RunCommand', { InstanceId: id, ...script('sleep 1; echo done') })
    const { InvocationResult } = await caller.ok('DescribeInvocationResult', { InstanceId: id, InvokeId })
    t.match(InvocationResult.InvocationStatus, /^(Pending|Running)$/)
    t.equal(InvocationResult.InvokeRecordStatus, 'Running')
    t.notOk('ExitCode' in InvocationResult)
    t.match(await resultOf(caller, id, InvokeId), { InvocationStatus: 'Success', Output: 'done\n' })
  })

  t.test('an exit code other than 0 is Failed', async (t) => {
    const { caller, id } = await running('exit')
    t.match(await runScript(caller, id, 'echo so far; exit 3'), {
      InvocationStatus: 'Failed',
      InvokeRecordStatus: 'Finished',
      ExitCode: 3,
      Output: 'so far\n',
      ErrorCode: 'ExitCodeNonzero',
      ErrorInfo: 'the command execution exit code is not zero'
    })
  })

  t.test('what files it changes stays changed', async (t) => {
    const { caller, id } = await running('files')
    await runScript(caller, id, 'echo kept > /root/note')
    t.equal((await runScript(caller, id, 'cat note')).Output, 'kept\n')
    t.equal((await runScript(caller, id, 'cat /root/note', { WorkingDir: '/tmp/' })).Output, 'kept\n')
  })

  t.test('runs in the directory that is named, if it is there', async (t) => {
    const { caller, id } = await running('directory')
    t.equal((await runScript(caller, id, 'pwd', { WorkingDir: '/tmp/' })).Output, '/tmp\n')
    t.match(await runScript(caller, id, 'pwd', { WorkingDir: "/no/such'place" }), {
      InvocationStatus: 'Invalid',
      InvokeRecordStatus: 'Failed',
      Output: '',
      ErrorCode: 'DirectoryNotExists',
      ErrorInfo: 'the specified directory does not exists'
    })
  })

  t.test('puts parameters in where they are on, whatever their case', async (t) => {
    const { caller, id } = await running('parameters')
    const content = 'echo "{{Who}} and {{ \n who }} {{none}}" {{a-b_1}}'
    const on = { EnableParameter: 'true', Parameters: '{"who":"Jack","A-B_1":""}' }
    t.equal((await runScript(caller, id, content, on)).Output, 'Jack and Jack \n')
    const verbatim = "echo '{{who}}'"
    t.equal((await runScript(caller, id, verbatim, { EnableParameter: 'true' })).Output, '{{who}}\n')
    t.equal((await runScript(caller, id, "echo '{{ w.x }}'", { Parameters: '{}' })).Output, '{{ w.x }}\n')
    const dollars = { EnableParameter: 'true', Parameters: '{"who":"$& $1 {{who}}"}' }
    t.equal((await runScript(caller, id, verbatim, dollars)).Output, '$& $1 {{who}}\n')
  })

  t.test('keeps values of parameters out of the log of calls', async (t) => {
    const { caller, id } = await running('secret')
    const on = { EnableParameter: 'true', Parameters: '{"key":"marked-parameter"}' }
    await runScript(caller, id, 'echo {{key}}', on)
    await caller.rpc('RunCommand', { InstanceId: 'none', ...script('echo {{key}}'), ...on })
    const swas = await fetch(`http://${service.endpoint}/_swas/calls`, {
      headers: { authorization: `Basic ${Buffer.from('secret:').toString('base64')}` }
    })
    t.match(await swas.text(), 'echo {{key}}')
    const calls = (await everyRow(database)).filter((row) => row.startsWith('calls '))
    t.notOk(calls.some((row) => row.includes('marked-parameter')))
  })

  t.test('keeps the first 24 KB of the output', async (t) => {
    const { caller, id } = await running('long')
    const { Output, InvocationStatus } = await runScript(caller, id, 'seq 1 10000')
    t.equal(InvocationStatus, 'Success')
    t.equal(Output.length, 24 * 1024)
    t.match(Output, /^1\n2\n3\n/)
  })

  t.test('kills what takes too long', async (t) => {
    const { caller, id } = await running('slow')
    t.match(await runScript(caller, id, 'echo begun; sleep 60', { Timeout: '10' }), {
      InvocationStatus: 'Timeout',
      InvokeRecordStatus: 'Failed',
      Output: 'begun\n',
      ErrorCode: 'ExecutionTimeout',
      ErrorInfo: 'the command execution has been timeout'
    })
  })

  for (const [status, action] of [
    ['Stopping', 'StopInstance'],
    ['Starting', 'RebootInstance'],
    ['Resetting', 'ResetSystem']
  ] as const) {
    t.test(`${action} ends it`, async (t) => {
      const { caller, id } = await running(status)
      const { InvokeId } = await caller.ok('RunCommand', { InstanceId: id, ...script('sleep 60') })
      await caller.ok(action, { InstanceId: id })
      const result = await resultOf(caller, id, InvokeId)
      // Where it hadn't begun yet it couldn't be sent any more.
      if (result.InvocationStatus === 'Aborted') t.match(result, { ErrorCode: 'InstanceNotRunning' })
      else
        t.match(result, {
          InvocationStatus: 'Terminated',
          InvokeRecordStatus: 'Stopped',
          ErrorCode: 'ExecutionInterrupted',
          ErrorInfo: 'the command execution has been interrupted'
        })
    })
  }

  for (const status of ['Pending', 'Starting', 'Stopping', 'Stopped', 'Resetting']) {
    t.test(`can’t be sent to a server that is ${status}`, async (t) => {
      const caller = as(`to ${status}`)
      t.match(await runScript(caller, await makeInstanceIn(caller, service, status), 'true'), {
        InvocationStatus: 'Aborted',
        InvokeRecordStatus: 'Failed',
        ErrorCode: 'InstanceNotRunning',
        ErrorInfo: 'the instance is not running when create task'
      })
    })
  }

  t.test('a user who isn’t there, and another operating system', async (t) => {
    const { caller, id } = await running('elsewhere')
    const windows = await makeInstance(caller, windowsImage)
    clock.advance(2 * second)
    t.match(await runScript(caller, id, 'true', { WorkingUser: 'admin' }), {
      InvocationStatus: 'Invalid',
      InvokeUser: 'admin',
      ErrorCode: 'AccountNotExists',
      ErrorInfo: 'the specified account does not exists'
    })
    const inapplicable = {
      InvocationStatus: 'Invalid',
      ErrorCode: 'CommandNotApplicable',
      ErrorInfo: 'the command is not applicable'
    }
    t.match(await runScript(caller, id, 'dir', { Type: 'RunBatScript' }), inapplicable)
    t.match(await runScript(caller, windows, 'ls'), inapplicable)
    t.match(await runScript(caller, windows, 'dir', { Type: 'RunPowerShellScript', WindowsPasswordName: 'p' }), {
      InvocationStatus: 'Aborted',
      ErrorCode: 'ClientNotRunning',
      ErrorInfo: 'the aliyun service is not running on the instance'
    })
  })

  t.test('many at the same time each run once', async (t) => {
    const { caller, id } = await running('many')
    const ids = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const { InvokeId } = await caller.ok('RunCommand', { InstanceId: id, ...script(`echo ${n}; mkdir /tmp/${n}`) })
        return InvokeId
      })
    )
    t.equal(new Set(ids).size, 100)
    for (const [n, InvokeId] of ids.entries())
      t.match(await resultOf(caller, id, InvokeId), { InvocationStatus: 'Success', Output: `${n}\n` })
  })

  t.test('refuses', async (t) => {
    const { caller, id } = await running('refuses')
    const good = { InstanceId: id, ...script('echo {{a}}'), EnableParameter: 'true' }
    const refuses = async (code: string, parameters: Record<string, string>) =>
      refused(t, await caller.rpc('RunCommand', { ...good, ...parameters }), code, {
        about: JSON.stringify(parameters).slice(0, 80)
      })
    await refuses('InvalidCmdType.NotFound', { Type: 'RunPerlScript' })
    await refuses('CmdName.ExceedLimit', { Name: 'x'.repeat(129) })
    await refuses('Username.ExceedLimit', { WorkingUser: 'x'.repeat(256) })
    await refuses('InvalidWorkingDir', { WorkingDir: `/${'x'.repeat(200)}` })
    for (const Timeout of ['9', '86401', 'soon']) await refuses('InvalidTimeout', { Timeout })
    await refuses('InvalidEnableParameter', { EnableParameter: 'yes' })
    for (const Parameters of ['a', '["a"]', '{"a":1}', '{"a":{}}', '1']) {
      const { body } = await caller.rpc('RunCommand', { ...good, Parameters })
      t.match(body.Code, /^InvalidParameters(\.a)?$/, Parameters)
    }
    await refuses('CmdContent.ExceedLimit', { CommandContent: 'x'.repeat(12 * 1024 + 1) })
    await refuses('CmdContent.ExceedLimit', {
      CommandContent: `{{a}}${'x'.repeat(6000)}`,
      Parameters: JSON.stringify({ a: 'y'.repeat(6300) })
    })
    await refuses('CmdParam.EmptyKey', { CommandContent: 'echo {{ }}' })
    await refuses('CmdParam.InvalidParamName', { CommandContent: 'echo {{a.b}}' })
    await refuses('CmdParamName.ExceedLimit', { CommandContent: `echo {{${'x'.repeat(65)}}}` })
    const names = Array.from({ length: 21 }, (_, n) => `{{p${n}}}`)
    await refuses('ParameterCount.ExceedLimit', { CommandContent: names.join(' ') })
    await refuses('Parameter.Disabled', { EnableParameter: 'false', Parameters: '{"a":"1"}' })
    await refuses('Parameter.NotMatched', { Parameters: '{"b":"1"}' })
    await refuses('ParameterKey.Duplicate', { Parameters: '{"a":"1","A":"2"}' })
    await refuses('ParameterKey.ExceedLimit', { Parameters: JSON.stringify({ ['x'.repeat(65)]: '1' }) })
    await refuses('CmdParam.EmptyKey', { Parameters: '{"":"1"}' })
    t.equal((await caller.ok('DescribeInvocations', { InstanceId: id })).TotalCount, 0)
    await caller.ok('RunCommand', { ...good, CommandContent: names.slice(1).join(' ') })
    await caller.ok('RunCommand', { ...good, CommandContent: `true ${'x'.repeat(12 * 1024 - 5)}` })
    await refusesBadParameters(t, caller, 'RunCommand', { InstanceId: id, ...script('true') })
    await refusesUnknownInstances(t, service, caller, 'RunCommand', { parameters: script('true') })
  })
})
