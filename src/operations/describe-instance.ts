import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound } from '../errors/index.ts'
import { assumed } from '../errors/provenance.ts'
import { getInstance, incrementReads } from '../store/instances.ts'
import { listTags } from '../store/tags.ts'
import { InstanceShape, toInstanceShape } from './shared/instance-shape.ts'
import { ClientToken, InstanceId, RegionId, scopeOf } from './shared/shapes.ts'

export const describeInstance = defineOperation({
  action: 'DescribeInstance',
  route: 'GET /v1/regions/{RegionId}/instances/{InstanceId}',
  group: 'Servers',
  summary: 'Describes one server with the fields of ListInstances.',
  extension: true,
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object(InstanceShape.properties),
  errors: [instanceNotFound],
  rules: [{ rule: 'An extension of swas-local.', ...assumed('the cloud has no such action') }],
  async handle(call, parameters) {
    const scope = scopeOf(call, parameters)
    const instance = await getInstance(call.db, scope, parameters.InstanceId, call.now)
    await incrementReads(call.db, [instance])
    return toInstanceShape(instance, await listTags(call.db, scope, { instanceIds: [instance.instanceId] }))
  }
})
