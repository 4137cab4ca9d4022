import { Type } from 'typebox'
import { instanceNotFound } from '../errors.ts'
import { assumed } from '../fidelity.ts'
import { defineOperation } from '../operation.ts'
import { countRead, getInstance } from '../store/instances.ts'
import { listTags } from '../store/tags.ts'
import { InstanceShape, toInstanceShape } from './instance-shape.ts'
import { ClientToken, InstanceId, place, RegionId } from './shapes.ts'

export const describeInstance = defineOperation({
  action: 'DescribeInstance',
  route: 'GET /v1/regions/{RegionId}/instances/{InstanceId}',
  group: 'Servers',
  summary: 'Describes one server, as ListInstances does.',
  extension: true,
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object(InstanceShape.properties),
  errors: [instanceNotFound],
  rules: [{ rule: 'An extension of swas-local.', ...assumed('the cloud has no such action') }],
  async handle(call, parameters) {
    const here = place(call, parameters)
    const instance = await getInstance(call.db, here, parameters.InstanceId, call.now)
    await countRead(call.db, [instance])
    return toInstanceShape(instance, await listTags(call.db, here, { instanceIds: [instance.instanceId] }))
  }
})
