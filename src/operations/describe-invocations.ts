import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound } from '../errors/index.ts'
import { assumed, documented, inferred } from '../errors/provenance.ts'
import { invokeStatuses } from '../invocations/outcome.ts'
import { getInstance } from '../store/instances.ts'
import { listInvocations } from '../store/invocations.ts'
import type { InvocationStatus as Status } from '../store/tables/commands.ts'
import {
  CommandType,
  InvocationStatus,
  InvokeStatus,
  invokeIdField,
  PageSize,
  Parameters
} from './shared/command-fields.ts'
import { atSecond, text } from './shared/fields.ts'
import { InstanceId, PageNumber, page, paging, RegionId, scopeOf, toSecond, valueError } from './shared/shapes.ts'

const InvocationShape = Type.Object(
  {
    InvokeId: invokeIdField,
    CommandName: text('The name of the command.', 'disk-usage'),
    CommandType,
    CommandContent: text('The script as the caller sent it, in Base64.', 'ZGYgLWggLw=='),
    Parameters,
    InvocationStatus,
    InvokeStatus,
    CreationTime: atSecond('When the command was requested.')
  },
  { title: 'Invocation', description: 'A command that runs, ran or will run on the server.' }
)

export const describeInvocations = defineOperation({
  action: 'DescribeInvocations',
  route: 'GET /v1/regions/{RegionId}/instances/{InstanceId}/invocations',
  group: 'Commands',
  summary: 'Lists the commands that ran on a server, newest first.',
  writes: false,
  parameters: Type.Object({
    RegionId,
    InstanceId,
    InvokeStatus: Type.Optional(
      Type.String({
        title: 'WantedInvokeStatus',
        description: 'Only invocations in this state.',
        enum: ['Running', 'Finished', 'Failed'],
        ...valueError
      })
    ),
    PageNumber,
    PageSize
  }),
  result: Type.Object({
    ...paging,
    Invocations: Type.Array(InvocationShape, { description: 'The invocations of this page.' })
  }),
  errors: [instanceNotFound],
  rules: [
    { rule: 'A page holds at most 50 invocations, by default 10.', ...documented('DescribeInvocations') },
    {
      rule: 'CommandContent is in Base64. Parameters is {} if there are none.',
      ...documented('DescribeInvocations')
    },
    { rule: 'Invocations are kept for two weeks.', ...documented('DescribeInvocations') },
    {
      rule: 'The newest 1,000 invocations of an account are kept.',
      ...assumed('the cloud keeps up to 100,000')
    },
    {
      rule: 'InvokeStatus is Finished for every exit code, and Failed after a timeout.',
      ...inferred('ECS DescribeInvocationResults, CreateCommand')
    },
    {
      rule: 'InvokeStatus is Failed for Invalid, Aborted and Error, and Stopped for Terminated.',
      ...inferred('the overall state of DescribeCommandInvocations')
    },
    {
      rule: 'Both states are those on this server, whatever happens on others.',
      ...assumed('not documented')
    }
  ],
  async handle(call, parameters) {
    const { db, now } = call
    const scope = scopeOf(call, parameters)
    const { InstanceId, InvokeStatus: wanted, PageNumber, PageSize } = parameters
    await getInstance(db, scope, InstanceId, now)
    const statuses = (Object.keys(invokeStatuses) as Status[]).filter((status) => invokeStatuses[status] === wanted)
    const { totalCount, invocations } = await listInvocations(
      db,
      scope,
      { instanceId: InstanceId, statuses: wanted === undefined ? undefined : statuses },
      { ...page(parameters), now }
    )
    return {
      TotalCount: totalCount,
      PageNumber,
      PageSize,
      Invocations: invocations.map(({ invokeId, name, type, content, parameters, status, createdAt }) => ({
        InvokeId: invokeId,
        CommandName: name,
        CommandType: type,
        CommandContent: Buffer.from(content).toString('base64'),
        Parameters: parameters,
        InvocationStatus: status,
        InvokeStatus: invokeStatuses[status],
        CreationTime: toSecond(createdAt)
      }))
    }
  }
})
