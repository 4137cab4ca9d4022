import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound } from '../errors/index.ts'
import { assumed } from '../errors/provenance.ts'
import { getInstance } from '../store/instances.ts'
import { describePendingRestarts, pendingRestart } from './shared/pending-restart.ts'
import { ClientToken, InstanceId, RegionId, scopeOf } from './shared/shapes.ts'

export const describePendingRestart = defineOperation({
  action: 'DescribePendingRestart',
  route: 'GET /v1/regions/{RegionId}/instances/{InstanceId}/pending-restart',
  group: 'Servers',
  summary: 'Describes what the next restart of one server will change.',
  extension: true,
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object(pendingRestart),
  errors: [instanceNotFound],
  rules: [{ rule: 'An extension of swas-local.', ...assumed('the cloud has no such action') }],
  async handle(call, parameters) {
    const instance = await getInstance(call.db, scopeOf(call, parameters), parameters.InstanceId, call.now)
    const [pending] = await describePendingRestarts(call.db, [instance])
    if (pending === undefined) throw instanceNotFound()
    return pending
  }
})
