import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { attachInstanceNotFound, keyPairNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { lockExistingInstances } from '../store/instances.ts'
import { getKeyPair } from '../store/key-pairs.ts'
import { attach } from '../store/restart-queue.ts'
import { attachmentErrors, attachmentResult, reportAttachment } from './shared/attachment.ts'
import { ClientToken, distinct, InstanceIds, KeyPairName, RegionId, scopeOf } from './shared/shapes.ts'

export const attachKeyPair = defineOperation({
  action: 'AttachKeyPair',
  route: 'PUT /v1/regions/{RegionId}/key-pairs/{KeyPairName}/instances/{InstanceIds}',
  group: 'Key pairs',
  summary: 'Attaches a key pair to Linux servers in place of any other, with effect from their next restart.',
  isHttpsOnly: true,
  writes: true,
  parameters: Type.Object({ RegionId, KeyPairName, InstanceIds, ClientToken }),
  result: attachmentResult,
  errors: [attachInstanceNotFound, keyPairNotFound],
  rules: [
    { rule: 'A server has one key pair at most; attaching another one replaces it.', ...documented('AttachKeyPair') },
    { rule: 'Linux servers only.', ...documented('CreateKeyPair') },
    { rule: 'The server must be Running or Stopped.', ...documented('the key-pair guide', '2026-11') },
    { rule: 'At most 50 servers a call.', ...documented('AttachKeyPair; the metadata says 100', '2026-11') },
    {
      rule: 'The key pair takes effect with the next restart, which also turns root’s password logon off.',
      ...documented('the key-pair guide')
    },
    {
      rule: 'If a server is unknown, the whole call fails; for Windows or a wrong state only the server’s row does.',
      ...assumed('not documented')
    },
    { rule: 'TotalCount is the number of servers in the request.', ...assumed('the texts differ') }
  ],
  async handle(call, parameters) {
    const scope = scopeOf(call, parameters)
    const ids = distinct(parameters.InstanceIds)
    const instances = await lockExistingInstances(call.db, scope, ids, call.now)
    if (instances.length !== ids.length) throw attachInstanceNotFound()
    const failures = attachmentErrors(instances)
    const accepted = ids.filter((id) => !failures.has(id))
    const { KeyPairName: keyPairName } = parameters
    if (accepted.length > 0) await attach(call.db, scope, { keyPairName, instanceIds: accepted, now: call.now })
    else await getKeyPair(call.db, scope, keyPairName)
    return reportAttachment(ids, failures)
  }
})
