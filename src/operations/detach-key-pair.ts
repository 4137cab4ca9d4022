import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { attachInstanceNotFound, keyPairNotAttached, keyPairNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { lockInstances } from '../store/instances.ts'
import { getKeyPair } from '../store/key-pairs.ts'
import { detach } from '../store/restart-queue.ts'
import { attachmentResult, refusalsOf, reportAttachment } from './shared/attachment.ts'
import { ClientToken, distinct, InstanceIds, KeyPairName, RegionId, scopeOf } from './shared/shapes.ts'

export const detachKeyPair = defineOperation({
  action: 'DetachKeyPair',
  route: 'DELETE /v1/regions/{RegionId}/key-pairs/{KeyPairName}/instances/{InstanceIds}',
  group: 'Key pairs',
  summary: 'Detaches a key pair from servers; it stops letting in when they restart.',
  writes: true,
  parameters: Type.Object({ RegionId, KeyPairName, InstanceIds, ClientToken }),
  result: attachmentResult,
  errors: [attachInstanceNotFound, keyPairNotFound, keyPairNotAttached],
  rules: [
    {
      rule: 'A key pair that is not attached to the server can’t be detached from it.',
      ...documented('DetachKeyPair')
    },
    { rule: 'At most 50 servers a call.', ...documented('DetachKeyPair; the metadata says 100', '2026-11') },
    { rule: 'One such server refuses the whole call.', ...assumed('not documented') },
    {
      rule: 'The key lets in until the next restart; password logon stays off after it.',
      ...documented('the key-pair guide')
    }
  ],
  async handle(call, parameters) {
    const scope = scopeOf(call, parameters)
    const ids = distinct(parameters.InstanceIds)
    const instances = await lockInstances(call.db, scope, ids, call.now, attachInstanceNotFound)
    await getKeyPair(call.db, scope, parameters.KeyPairName)
    if (instances.some(({ keyPairName }) => keyPairName !== parameters.KeyPairName)) throw keyPairNotAttached()
    const refusals = refusalsOf(instances)
    const accepted = ids.filter((id) => !refusals.has(id))
    if (accepted.length > 0) await detach(call.db, accepted, call.now)
    return reportAttachment(ids, refusals)
  }
})
