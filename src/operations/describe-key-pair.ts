import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { keyPairNotFound } from '../errors/index.ts'
import { assumed } from '../errors/provenance.ts'
import { fingerprints } from '../keys/fingerprint.ts'
import { parsePublicKey } from '../keys/public-key.ts'
import { listKeyPairs } from '../store/key-pairs.ts'
import { atMinute, keyFields, named, oneOf } from './shared/fields.ts'
import { ClientToken, KeyPairName, RegionId, scopeOf, toMinute } from './shared/shapes.ts'

export const describeKeyPair = defineOperation({
  action: 'DescribeKeyPair',
  route: 'GET /v1/regions/{RegionId}/key-pairs/{KeyPairName}',
  group: 'Key pairs',
  summary: 'Describes one key pair: type, bits, both fingerprints, origin, servers.',
  extension: true,
  writes: false,
  parameters: Type.Object({ RegionId, KeyPairName, ClientToken }),
  result: Type.Object({
    KeyPairName: named.KeyPairName,
    CreationTime: atMinute('When it was created or imported.'),
    Origin: oneOf(
      'KeyPairOrigin',
      ['Created', 'Imported'],
      'Whether the service generated the key pair or a caller imported it.'
    ),
    ...keyFields,
    PublicKey: named.PublicKey,
    InstanceIds: named.AttachedTo,
    PendingInstanceIds: named.AttachedAfterRestart
  }),
  errors: [keyPairNotFound],
  rules: [{ rule: 'An extension of swas-local.', ...assumed('the cloud has no such action') }],
  async handle(call, parameters) {
    const name = parameters.KeyPairName
    const { keyPairs } = await listKeyPairs(call.db, scopeOf(call, parameters), { name, limit: 1, offset: 0 })
    const [keyPair] = keyPairs
    if (keyPair === undefined) throw keyPairNotFound()
    const { type, bits } = parsePublicKey(keyPair.publicKey)
    const { md5, sha256 } = fingerprints(keyPair.publicKey)
    return {
      KeyPairName: name,
      CreationTime: toMinute(keyPair.createdAt),
      Origin: keyPair.origin,
      KeyType: type,
      KeyBits: bits,
      FingerprintMd5: md5,
      FingerprintSha256: sha256,
      PublicKey: keyPair.publicKey,
      InstanceIds: keyPair.instanceIds,
      PendingInstanceIds: keyPair.pendingInstanceIds
    }
  }
})
