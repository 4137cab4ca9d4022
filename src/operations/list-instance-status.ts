import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { listInstances } from '../store/instance-list.ts'
import { incrementReads } from '../store/instances.ts'
import { named } from './shared/fields.ts'
import {
  distinct,
  InstanceStatus,
  OnlyInstanceIds,
  PageNumber,
  PageSize,
  page,
  paging,
  RegionId,
  scopeOf
} from './shared/shapes.ts'

export const listInstanceStatus = defineOperation({
  action: 'ListInstanceStatus',
  route: 'GET /v1/regions/{RegionId}/instance-statuses',
  group: 'Servers',
  summary: 'Lists the states of servers, newest server first.',
  writes: false,
  parameters: Type.Object({
    RegionId,
    InstanceIds: OnlyInstanceIds,
    PageNumber,
    PageSize
  }),
  result: Type.Object({
    ...paging,
    InstanceStatuses: Type.Array(
      Type.Object(
        { InstanceId: named.InstanceId, Status: InstanceStatus },
        { title: 'StatusOfInstance', description: 'A server and its state.' }
      ),
      { description: 'The servers of this page.' }
    )
  }),
  errors: [instanceNotFound],
  rules: [
    { rule: 'PageNumber 1 to 1000, PageSize 1 to 100.', ...documented('ListInstanceStatus') },
    { rule: 'If an id is unknown, the call fails.', ...assumed('as ListInstances') }
  ],
  async handle(call, parameters) {
    const { PageNumber, PageSize, InstanceIds } = parameters
    const { totalCount, instances } = await listInstances(
      call.db,
      scopeOf(call, parameters),
      { instanceIds: InstanceIds && distinct(InstanceIds) },
      { ...page(parameters), now: call.now }
    )
    await incrementReads(call.db, instances)
    return {
      TotalCount: totalCount,
      PageNumber,
      PageSize,
      InstanceStatuses: instances.map(({ instanceId, status }) => ({ InstanceId: instanceId, Status: status }))
    }
  }
})
