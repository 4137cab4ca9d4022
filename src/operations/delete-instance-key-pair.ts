import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { incorrectInstanceStatus, instanceNotFound, keyPairAttached, keyPairNotAttached } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { lockInstances } from '../store/instances.ts'
import { deleteIfMadeForInstance, lockKeyPairQuota } from '../store/key-pairs.ts'
import { detach } from '../store/restart-queue.ts'
import { assertCanAttach } from './shared/attachment.ts'
import { ClientToken, InstanceId, RegionId, scopeOf } from './shared/shapes.ts'

export const deleteInstanceKeyPair = defineOperation({
  action: 'DeleteInstanceKeyPair',
  route: 'DELETE /v1/regions/{RegionId}/instances/{InstanceId}/key-pair',
  group: 'Key pair of a server',
  resource: 'instance/{InstanceId}',
  summary: 'Detaches a server’s key pair, and deletes it when it was made for a server.',
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
      rule: 'A pair that came by CreateKeyPair or ImportKeyPair, or that another server has attached too, stays.',
      ...assumed('not documented')
    },
    { rule: 'The key lets in until the next restart.', ...assumed('as DetachKeyPair') }
  ],
  async handle(call, parameters) {
    const scope = scopeOf(call, parameters)
    await lockKeyPairQuota(call.db, scope)
    for (const instance of await lockInstances(call.db, scope, [parameters.InstanceId], call.now)) {
      if (instance.keyPairName === null) throw keyPairNotAttached()
      const refusal = assertCanAttach(instance)
      if (refusal !== undefined) throw refusal
      await detach(call.db, [instance.instanceId], call.now)
      await deleteIfMadeForInstance(call.db, scope, instance.keyPairName)
    }
    return {}
  }
})
