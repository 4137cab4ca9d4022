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
    CommandContent: text('The script as it was given, in Base64.', 'ZGYgLWggLw=='),
    Parameters,
    InvocationStatus,
    InvokeStatus,
    CreationTime: atSecond('When it was asked for.')
  },
  { title: 'Invocation', description: 'A command that runs, ran, or shall run on the server.' }
)

export const describeInvocations = defineOperation({
  action: 'DescribeInvocations',
  route: 'GET /v1/regions/{RegionId}/instances/{InstanceId}/invocations',
  group: 'Commands',
  summary: 'Lists what was run on a server, newest first.',
  writes: false,
  parameters: Type.Object({
    RegionId,
    InstanceId,
    InvokeStatus: Type.Optional(
      Type.String({
        title: 'WantedInvokeStatus',
        description: 'Only those.',
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
    { rule: 'A page holds 10 unless said, at most 50.', ...documented('DescribeInvocations') },
    {
      rule: 'CommandContent is in Base64; without parameters, Parameters is {}.',
      ...documented('DescribeInvocations')
    },
    { rule: 'Those of the last two weeks are there.', ...documented('DescribeInvocations') },
    {
      rule: 'The newest 1,000 of an account are there.',
      ...assumed('the cloud keeps up to 100,000')
    },
    {
      rule: 'InvokeStatus is Finished whatever the exit code, and Failed where the timeout was over.',
      ...inferred('ECS DescribeInvocationResults, CreateCommand')
    },
    {
      rule: 'InvokeStatus is Failed for Invalid, Aborted and Error, Stopped for Terminated.',
      ...inferred('the overall state of DescribeCommandInvocations')
    },
    {
      rule: 'Both states are those on this server, whatever others do.',
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
