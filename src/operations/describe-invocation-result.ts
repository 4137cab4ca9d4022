import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound, invocationNotFound } from '../errors/index.ts'
import { assumed, documented, inferred } from '../errors/provenance.ts'
import { errorInfoOf, invokeStatuses } from '../invocations/outcome.ts'
import { getInstance } from '../store/instances.ts'
import { getInvocationResult } from '../store/invocations.ts'
import { InvocationStatus, InvokeId, InvokeStatus, invokeIdField } from './shared/command-fields.ts'
import { atSecond, count, named, text } from './shared/fields.ts'
import { InstanceId, RegionId, scopeOf, toSecond } from './shared/shapes.ts'

const InvocationResult = Type.Object(
  {
    InvokeId: invokeIdField,
    InstanceId: named.InstanceId,
    InvokeUser: text('The user that ran the script.', 'root'),
    InvocationStatus,
    InvokeRecordStatus: InvokeStatus,
    ExitCode: Type.Optional(count('The exit code of the script; missing if the script didn’t end by itself.', 0)),
    Output: text('The first 24 KB of standard output and standard error together, in Base64.', 'aGVsbG8K'),
    ErrorCode: text('The code of what went wrong; empty if nothing did.', ''),
    ErrorInfo: text('A sentence that explains ErrorCode.', ''),
    StartTime: Type.Optional(atSecond('When the script started; missing if it hasn’t.')),
    FinishedTime: Type.Optional(atSecond('When the command ended; missing if it hasn’t.'))
  },
  { title: 'InvocationResult', description: 'The result of a command on a server.' }
)

export const describeInvocationResult = defineOperation({
  action: 'DescribeInvocationResult',
  route: 'GET /v1/regions/{RegionId}/instances/{InstanceId}/invocations/{InvokeId}',
  group: 'Commands',
  summary: 'Describes the result of a command on a server.',
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId, InvokeId }),
  result: Type.Object({ InvocationResult }),
  errors: [instanceNotFound, invocationNotFound],
  rules: [
    {
      rule: 'Output is in Base64; ErrorCode and ErrorInfo are empty if nothing went wrong.',
      ...documented('DescribeInvocationResult')
    },
    {
      rule: 'Success means exit code 0; every other exit code is Failed with ExitCodeNonzero.',
      ...documented('DescribeInvocationResult')
    },
    { rule: 'Output holds 24 KB.', ...inferred('ECS DescribeInvocationResults') },
    {
      rule: 'Longer output keeps its beginning; Output is empty until the script ends.',
      ...assumed('not documented')
    },
    {
      rule: 'If the service’s process dies, or if the server restarts, stops or is reset, the command is Terminated with ExecutionInterrupted.',
      ...assumed('the words are documented, the cause is not')
    }
  ],
  async handle(call, parameters) {
    const { db, now } = call
    const scope = scopeOf(call, parameters)
    const { InstanceId, InvokeId } = parameters
    await getInstance(db, scope, InstanceId, now)
    const result = await getInvocationResult(db, scope, { instanceId: InstanceId, invokeId: InvokeId }, now)
    const { status, errorCode, exitCode, startedAt, finishedAt } = result
    return {
      InvocationResult: {
        InvokeId,
        InstanceId,
        InvokeUser: result.username,
        InvocationStatus: status,
        InvokeRecordStatus: invokeStatuses[status],
        ...(exitCode !== null && { ExitCode: exitCode }),
        Output: result.output.toString('base64'),
        ErrorCode: errorCode,
        ErrorInfo: errorInfoOf(errorCode),
        ...(startedAt !== null && { StartTime: toSecond(startedAt) }),
        ...(finishedAt !== null && { FinishedTime: toSecond(finishedAt) })
      }
    }
  }
})
