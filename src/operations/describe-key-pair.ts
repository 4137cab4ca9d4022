import { Type } from 'typebox'
import { keyPairNotFound } from '../errors.ts'
import { assumed } from '../fidelity.ts'
import { fingerprints } from '../keys/fingerprint.ts'
import { parsePublicKey } from '../keys/public-key.ts'
import { defineOperation } from '../operation.ts'
import { listKeyPairs } from '../store/key-pairs.ts'
import { ClientToken, KeyPairName, place, RegionId, toMinute } from './shapes.ts'

export const describeKeyPair = defineOperation({
  action: 'DescribeKeyPair',
  route: 'GET /v1/regions/{RegionId}/key-pairs/{KeyPairName}',
  summary: 'Describes one key pair: type, bits, both fingerprints, origin, servers.',
  extension: true,
  writes: false,
  parameters: Type.Object({ RegionId, KeyPairName, ClientToken }),
  result: Type.Object({
    KeyPairName: Type.String(),
    CreationTime: Type.String({ description: '`yyyy-MM-ddTHH:mmZ`, UTC.' }),
    Origin: Type.String({ description: '`Created` here, or `Imported`.' }),
    KeyType: Type.String({ description: 'As OpenSSH names it, for example `ssh-rsa`.' }),
    KeyBits: Type.Integer(),
    FingerprintMd5: Type.String({
      description: '16 hexadecimal octets with colons, as `ssh-keygen -l -E md5` prints.'
    }),
    FingerprintSha256: Type.String({
      description: 'Base64 without padding, as `ssh-keygen -l` prints after `SHA256:`.'
    }),
    PublicKey: Type.String({ description: 'One OpenSSH line.' }),
    InstanceIds: Type.Array(Type.String(), { description: 'The servers it is attached to, at most 50 of them.' })
  }),
  errors: [keyPairNotFound],
  rules: [{ rule: 'An extension of swas-local.', ...assumed('the cloud has no such action') }],
  async handle(call, parameters) {
    const name = parameters.KeyPairName
    const { keyPairs } = await listKeyPairs(call.db, place(call, parameters), { name, limit: 1, offset: 0 })
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
      InstanceIds: keyPair.instanceIds
    }
  }
})
