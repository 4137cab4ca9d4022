import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { listInstances as list } from '../store/instance-list.ts'
import { incrementReads } from '../store/instances.ts'
import { listTags } from '../store/tags.ts'
import { text } from './shared/fields.ts'
import { InstanceShape, resourceGroupId, toInstanceShape } from './shared/instance-shape.ts'
import { tenPerMinute } from './shared/rates.ts'
import {
  ChargeType,
  distinct,
  InstanceStatus,
  OnlyInstanceIds,
  PageNumber,
  PageSize,
  page,
  paging,
  RegionId,
  scopeOf,
  Tag,
  valueError
} from './shared/shapes.ts'

export const listInstances = defineOperation({
  action: 'ListInstances',
  route: 'GET /v1/regions/{RegionId}/instances',
  group: 'Servers',
  summary: 'Lists servers, newest first.',
  writes: false,
  parameters: Type.Object({
    RegionId,
    InstanceIds: OnlyInstanceIds,
    PublicIpAddresses: Type.Optional(
      Type.Array(Type.String({ pattern: '^[0-9]{1,3}(\\.[0-9]{1,3}){3}$', examples: ['127.0.1.7'] }), {
        description: 'Only servers with these addresses, 1 to 100; in RPC one JSON array.',
        maxItems: 100,
        ...valueError
      })
    ),
    ChargeType,
    Status: Type.Optional(InstanceStatus),
    InstanceName: Type.Optional(
      Type.String({ description: 'Only servers of this name; `*` stands for any characters.', examples: ['web-*'] })
    ),
    Tag: Type.Optional(Type.Array(Tag, { description: 'Only servers that have all of these tags.', maxItems: 20 })),
    ResourceGroupId: Type.Optional(text('Only servers of this resource group.', resourceGroupId)),
    PlanType: Type.Optional(text('Only servers with plans of this type.', 'NORMAL')),
    PageNumber,
    PageSize
  }),
  result: Type.Object({
    ...paging,
    Instances: Type.Array(InstanceShape, { description: 'The servers of this page.' })
  }),
  errors: [instanceNotFound],
  rules: [
    { rule: 'PageNumber 1 to 1000, PageSize 1 to 100.', ...documented('ListInstances') },
    { rule: 'If an id is unknown, the call fails.', ...documented('ListInstances') },
    { rule: 'Newest first, then by id.', ...assumed('not documented') },
    {
      rule: `All servers are in the resource group ${resourceGroupId} and have plans of type NORMAL.`,
      ...assumed('not emulated')
    }
  ],
  rate: tenPerMinute,
  async handle(call, parameters) {
    const { PageNumber, PageSize, InstanceIds, PublicIpAddresses, Status, InstanceName, Tag = [] } = parameters
    const isNoMatch =
      (parameters.ResourceGroupId ?? resourceGroupId) !== resourceGroupId ||
      (parameters.PlanType ?? 'NORMAL') !== 'NORMAL'
    const scope = scopeOf(call, parameters)
    const filter = {
      instanceIds: InstanceIds && distinct(InstanceIds),
      publicIpAddresses: PublicIpAddresses,
      status: Status,
      instanceName: InstanceName,
      tags: Tag.map(({ Key, Value }) => ({ key: Key, value: Value }))
    }
    const { totalCount, instances } = isNoMatch
      ? { totalCount: 0, instances: [] }
      : await list(call.db, scope, filter, { ...page(parameters), now: call.now })
    await incrementReads(call.db, instances)
    const instanceIds = instances.map(({ instanceId }) => instanceId)
    const tags = instanceIds.length === 0 ? [] : await listTags(call.db, scope, { instanceIds })
    return {
      TotalCount: totalCount,
      PageNumber,
      PageSize,
      Instances: instances.map((instance) => toInstanceShape(instance, tags))
    }
  }
})
