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
  summary: 'Releases servers with everything on them: either all of the servers or none.',
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
      rule: 'The server must be Stopped; with Force it may also be Running.',
      ...inferred('ECS DeleteInstance', '2026-01')
    },
    { rule: 'An attached key pair doesn’t prevent the release: it is detached and stays.', ...assumed('as in ECS') },
    {
      rule: 'The server’s disks, tags, queued changes and command results are deleted, and its sessions end.',
      ...inferred('ECS DeleteInstance', '2026-01')
    },
    {
      rule: 'The server no longer counts towards the limit of 20; no other server gets its address.',
      ...assumed('ours')
    },
    { rule: 'If a server is unknown or in another state, the whole call fails.', ...assumed('as StopInstances') },
    { rule: 'At most 100 servers a call.', ...inferred('ECS DeleteInstances', '2024-12') }
  ],
  async handle(call, parameters) {
    const { account, db, now } = call
    const ids = distinct(parameters.InstanceIds)
    const instances = await lockInstances(db, scopeOf(call, parameters), ids, now)
    const allowed = parameters.Force ? ['Stopped', 'Running'] : ['Stopped']
    if (instances.some(({ status }) => !allowed.includes(status))) throw incorrectInstanceStatus()
    await remove(db, account, ids)
    return {}
  }
})
