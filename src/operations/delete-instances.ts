import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { incorrectInstanceStatus, instanceNotFound } from '../errors/index.ts'
import { assumed, inferred } from '../errors/provenance.ts'
import { deleteInstances as remove } from '../store/delete-instances.ts'
import { lockInstances } from '../store/instances.ts'
import { ClientToken, distinct, ManyInstanceIds, RegionId, scopeOf } from './shared/shapes.ts'

export const deleteInstances = defineOperation({
  action: 'DeleteInstances',
  route: 'DELETE /v1/regions/{RegionId}/instances/{InstanceId=InstanceIds}',
  group: 'Servers',
  summary: 'Releases servers with everything on them: all of them, or none.',
  extension: true,
  resource: 'instance/{InstanceIds}',
  writes: true,
  parameters: Type.Object({
    RegionId,
    InstanceIds: ManyInstanceIds,
    Force: Type.Boolean({ description: 'Whether Running servers are released too.', default: false }),
    ClientToken
  }),
  result: Type.Object({}),
  errors: [incorrectInstanceStatus, instanceNotFound],
  rules: [
    {
      rule: 'An extension of swas-local.',
      ...assumed('SWAS-OPEN has no such action: a server ends by a refund in the console, or when it has expired')
    },
    {
      rule: 'The server must be Stopped; with Force it may be Running too.',
      ...inferred('ECS DeleteInstance', '2026-01')
    },
    { rule: 'Nothing else stands in the way: an attached key pair is detached, and stays.', ...assumed('as in ECS') },
    {
      rule: 'Disks, tags, queued restarts, command results and sessions go with the server; who is logged on is logged off.',
      ...inferred('ECS DeleteInstance', '2026-01')
    },
    { rule: 'The server no longer counts for the limit of 20; its address is given to no other.', ...assumed('ours') },
    { rule: 'A server that is unknown or in another state refuses the whole call.', ...assumed('as StopInstances') },
    { rule: 'At most 100 servers a call.', ...inferred('ECS DeleteInstances', '2024-12') }
  ],
  async handle(call, parameters) {
    const { account, db, now } = call
    const ids = distinct(parameters.InstanceIds)
    const instances = await lockInstances(db, scopeOf(call, parameters), ids, now)
    const mayBe = parameters.Force ? ['Stopped', 'Running'] : ['Stopped']
    if (instances.some(({ status }) => !mayBe.includes(status))) throw incorrectInstanceStatus()
    await remove(db, account, ids)
    return {}
  }
})
