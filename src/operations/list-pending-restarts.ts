import { Type } from 'typebox'
import { instanceNotFound } from '../errors.ts'
import { assumed } from '../fidelity.ts'
import { defineOperation } from '../operation.ts'
import { listInstances } from '../store/instance-list.ts'
import { listPendingKeyChanges } from '../store/restart-queue.ts'
import { ClientToken, InstanceId, PageNumber, PageSize, page, paging, place, RegionId, toSecond } from './shapes.ts'

export const listPendingRestarts = defineOperation({
  action: 'ListPendingRestarts',
  route: 'GET /v1/regions/{RegionId}/pending-restarts',
  summary: 'Lists the servers that wait for a restart, each with what the restart will change, in order.',
  extension: true,
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId: Type.Optional(InstanceId), PageNumber, PageSize, ClientToken }),
  result: Type.Object({
    ...paging,
    PendingRestarts: Type.Array(
      Type.Object({
        InstanceId: Type.String(),
        InstanceName: Type.String(),
        Status: Type.String(),
        PasswordChange: Type.Boolean({ description: 'Whether a new root password waits.' }),
        KeyChanges: Type.Array(
          Type.Object({
            Change: Type.String({ description: '`Attach` or `Detach`.' }),
            KeyPairName: Type.String(),
            RequestTime: Type.String({ description: '`yyyy-MM-ddTHH:mm:ssZ`, UTC.' })
          })
        )
      })
    )
  }),
  errors: [instanceNotFound],
  rules: [{ rule: 'An extension of swas-local.', ...assumed('the cloud has no such action') }],
  async handle(call, parameters) {
    const here = place(call, parameters)
    const { InstanceId, PageNumber, PageSize } = parameters
    const filter = { instanceIds: InstanceId === undefined ? undefined : [InstanceId], awaitingRestart: true }
    const { totalCount, instances } = await listInstances(call.db, here, filter, { ...page(parameters), now: call.now })
    const changes = await listPendingKeyChanges(
      call.db,
      instances.map(({ instanceId }) => instanceId)
    )
    return {
      TotalCount: totalCount,
      PageNumber,
      PageSize,
      PendingRestarts: instances.map(({ instanceId, instanceName, status, pendingPasswordHash }) => ({
        InstanceId: instanceId,
        InstanceName: instanceName,
        Status: status,
        PasswordChange: pendingPasswordHash !== null,
        KeyChanges: changes
          .filter((change) => change.instanceId === instanceId)
          .map(({ change, keyPairName, requestedAt }) => ({
            Change: change,
            KeyPairName: keyPairName,
            RequestTime: toSecond(requestedAt)
          }))
      }))
    }
  }
})
