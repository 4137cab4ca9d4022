import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { attachInstanceNotFound, keyPairNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { lockInstances } from '../store/instances.ts'
import { getKeyPair } from '../store/key-pairs.ts'
import { attach } from '../store/restart-queue.ts'
import { attachmentResult, refusalsOf, reportAttachment } from './shared/attachment.ts'
import { ClientToken, distinct, InstanceIds, KeyPairName, RegionId, scopeOf } from './shared/shapes.ts'

export const attachKeyPair = defineOperation({
  action: 'AttachKeyPair',
  route: 'PUT /v1/regions/{RegionId}/key-pairs/{KeyPairName}/instances/{InstanceIds}',
  group: 'Key pairs',
  summary: 'Attaches a key pair to Linux servers, in place of the one they have; it takes effect when they restart.',
  writes: true,
  parameters: Type.Object({ RegionId, KeyPairName, InstanceIds, ClientToken }),
  result: attachmentResult,
  errors: [attachInstanceNotFound, keyPairNotFound],
  rules: [
    { rule: 'A server has one key pair at most; another one takes its place.', ...documented('AttachKeyPair') },
    { rule: 'Linux servers only.', ...documented('CreateKeyPair') },
    { rule: 'The server must be Running or Stopped.', ...documented('the key-pair guide', '2026-11') },
    { rule: 'At most 50 servers a call.', ...documented('AttachKeyPair; the metadata says 100', '2026-11') },
    {
      rule: 'It takes effect with the next restart, and then turns root’s password logon off.',
      ...documented('the key-pair guide')
    },
    {
      rule: 'An unknown server refuses the whole call; Windows or a wrong state is a row’s failure.',
      ...assumed('not documented')
    },
    { rule: 'TotalCount is the number of servers in the request.', ...assumed('the texts differ') }
  ],
  async handle(call, parameters) {
    const scope = scopeOf(call, parameters)
    const ids = distinct(parameters.InstanceIds)
    const instances = await lockInstances(call.db, scope, ids, call.now, attachInstanceNotFound)
    const refusals = refusalsOf(instances)
    const accepted = ids.filter((id) => !refusals.has(id))
    if (accepted.length > 0) await attach(call.db, scope, parameters.KeyPairName, accepted, call.now)
    else await getKeyPair(call.db, scope, parameters.KeyPairName)
    return reportAttachment(ids, refusals)
  }
})
