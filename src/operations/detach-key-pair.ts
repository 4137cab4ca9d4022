import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { attachInstanceNotFound, keyPairNotAttached, keyPairNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { lockExistingInstances } from '../store/instances.ts'
import { getKeyPair } from '../store/key-pairs.ts'
import { detach } from '../store/restart-queue.ts'
import { attachmentErrors, attachmentResult, reportAttachment } from './shared/attachment.ts'
import { ClientToken, distinct, InstanceIds, KeyPairName, RegionId, scopeOf } from './shared/shapes.ts'

export const detachKeyPair = defineOperation({
  action: 'DetachKeyPair',
  route: 'DELETE /v1/regions/{RegionId}/key-pairs/{KeyPairName}/instances/{InstanceIds}',
  group: 'Key pairs',
  summary: 'Detaches a key pair from servers, with effect from their next restart.',
  isHttpsOnly: true,
  writes: true,
  parameters: Type.Object({ RegionId, KeyPairName, InstanceIds, ClientToken }),
  result: attachmentResult,
  errors: [attachInstanceNotFound, keyPairNotFound, keyPairNotAttached],
  rules: [
    {
      rule: 'Only a key pair that is attached to the server can be detached from it.',
      ...documented('DetachKeyPair')
    },
    { rule: 'At most 50 servers a call.', ...documented('DetachKeyPair; the metadata says 100', '2026-11') },
    { rule: 'If it isn’t attached to one of the servers, the whole call fails.', ...assumed('not documented') },
    {
      rule: 'The key works until the next restart. Password logon stays off after it.',
      ...documented('the key-pair guide')
    }
  ],
  async handle(call, parameters) {
    const scope = scopeOf(call, parameters)
    const ids = distinct(parameters.InstanceIds)
    const instances = await lockExistingInstances(call.db, scope, ids, call.now)
    if (instances.length !== ids.length) throw attachInstanceNotFound()
    await getKeyPair(call.db, scope, parameters.KeyPairName)
    if (instances.some(({ keyPairName }) => keyPairName !== parameters.KeyPairName)) throw keyPairNotAttached()
    const failures = attachmentErrors(instances)
    const accepted = ids.filter((id) => !failures.has(id))
    if (accepted.length > 0) await detach(call.db, accepted, call.now)
    return reportAttachment(ids, failures)
  }
})
