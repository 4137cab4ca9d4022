import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { incorrectInstanceStatus, instanceNotFound, keyPairAttached, keyPairNotAttached } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { lockInstances } from '../store/instances.ts'
import { deleteIfMadeForInstance, lockKeyPairQuota } from '../store/key-pairs.ts'
import { detach } from '../store/restart-queue.ts'
import { attachmentError } from './shared/attachment.ts'
import { ClientToken, InstanceId, RegionId, scopeOf } from './shared/shapes.ts'

export const deleteInstanceKeyPair = defineOperation({
  action: 'DeleteInstanceKeyPair',
  route: 'DELETE /v1/regions/{RegionId}/instances/{InstanceId}/key-pair',
  group: 'Key pair of a server',
  resource: 'instance/{InstanceId}',
  summary: 'Detaches a server’s key pair, and deletes the key pair if it was made for a server.',
  writes: true,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object({}),
  errors: [instanceNotFound, incorrectInstanceStatus, keyPairNotAttached, keyPairAttached],
  rules: [
    {
      rule: 'Its RAM resource is acs:swas-open:{region}:{account}:instance/{InstanceId}.',
      ...documented('DeleteInstanceKeyPair')
    },
    {
      rule: 'A key pair from CreateKeyPair or ImportKeyPair stays, and so does one that another server has attached.',
      ...assumed('not documented')
    },
    { rule: 'The key works until the next restart.', ...assumed('as DetachKeyPair') }
  ],
  async handle(call, parameters) {
    const scope = scopeOf(call, parameters)
    await lockKeyPairQuota(call.db, scope)
    for (const instance of await lockInstances(call.db, scope, [parameters.InstanceId], call.now)) {
      if (instance.keyPairName === null) throw keyPairNotAttached()
      const error = attachmentError(instance)
      if (error !== undefined) throw error
      await detach(call.db, [instance.instanceId], call.now)
      await deleteIfMadeForInstance(call.db, scope, instance.keyPairName)
    }
    return {}
  }
})
