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
    InvokeUser: text('Who ran it.', 'root'),
    InvocationStatus,
    InvokeRecordStatus: InvokeStatus,
    ExitCode: Type.Optional(count('With what it ended; only where it ended by itself.', 0)),
    Output: text('What it wrote, standard output and errors together, in Base64: the first 24 KB.', 'aGVsbG8K'),
    ErrorCode: text('What went wrong, for programs; empty where nothing did.', ''),
    ErrorInfo: text('The same for people.', ''),
    StartTime: Type.Optional(atSecond('When it began to run; only where it did.')),
    FinishedTime: Type.Optional(atSecond('When it ended; only where it did.'))
  },
  { title: 'InvocationResult', description: 'How a command fared on a server.' }
)

export const describeInvocationResult = defineOperation({
  action: 'DescribeInvocationResult',
  route: 'GET /v1/regions/{RegionId}/instances/{InstanceId}/invocations/{InvokeId}',
  group: 'Commands',
  summary: 'Tells how a command fared on a server.',
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId, InvokeId }),
  result: Type.Object({ InvocationResult }),
  errors: [instanceNotFound, invocationNotFound],
  rules: [
    {
      rule: 'Output is in Base64; ErrorCode and ErrorInfo are empty where nothing went wrong.',
      ...documented('DescribeInvocationResult')
    },
    {
      rule: 'Success is exit code 0, Failed any other, with ExitCodeNonzero.',
      ...documented('DescribeInvocationResult')
    },
    { rule: 'Output holds 24 KB.', ...inferred('ECS DescribeInvocationResults') },
    { rule: 'Of more, the beginning is kept; nothing is there before the end.', ...assumed('not documented') },
    {
      rule: 'A process of the service that dies, and a server that restarts, stops or is reset, end it as Terminated with ExecutionInterrupted.',
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
