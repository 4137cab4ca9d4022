import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound } from '../errors/index.ts'
import { assumed } from '../errors/provenance.ts'
import { listInstances } from '../store/instance-list.ts'
import { describePendingRestarts, PendingRestart } from './shared/pending-restart.ts'
import { ClientToken, InstanceId, PageNumber, PageSize, page, paging, RegionId, scopeOf } from './shared/shapes.ts'

export const listPendingRestarts = defineOperation({
  action: 'ListPendingRestarts',
  route: 'GET /v1/regions/{RegionId}/pending-restarts',
  group: 'Servers',
  summary: 'Lists the servers that wait for a restart, each with the changes that the restart will make, in order.',
  extension: true,
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId: Type.Optional(InstanceId), PageNumber, PageSize, ClientToken }),
  result: Type.Object({
    ...paging,
    PendingRestarts: Type.Array(PendingRestart, { description: 'The servers of this page, newest first.' })
  }),
  errors: [instanceNotFound],
  rules: [{ rule: 'An extension of swas-local.', ...assumed('the cloud has no such action') }],
  async handle(call, parameters) {
    const scope = scopeOf(call, parameters)
    const { InstanceId, PageNumber, PageSize } = parameters
    const filter = { instanceIds: InstanceId === undefined ? undefined : [InstanceId], awaitingRestart: true }
    const { totalCount, instances } = await listInstances(call.db, scope, filter, {
      ...page(parameters),
      now: call.now
    })
    return {
      TotalCount: totalCount,
      PageNumber,
      PageSize,
      PendingRestarts: await describePendingRestarts(call.db, instances)
    }
  }
})
