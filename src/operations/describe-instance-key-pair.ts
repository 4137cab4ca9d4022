import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound } from '../errors/index.ts'
import { assumed, documented, inferred } from '../errors/provenance.ts'
import { fingerprints } from '../keys/fingerprint.ts'
import { getInstance } from '../store/instances.ts'
import { getKeyPair } from '../store/key-pairs.ts'
import { named } from './shared/fields.ts'
import { ClientToken, InstanceId, RegionId, scopeOf } from './shared/shapes.ts'

export const describeInstanceKeyPair = defineOperation({
  action: 'DescribeInstanceKeyPair',
  route: 'GET /v1/regions/{RegionId}/instances/{InstanceId}/key-pair',
  group: 'Key pair of a server',
  resource: 'instance/{InstanceId}',
  summary: 'Describes the key pair that a server has attached.',
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object({
    KeyPairName: named.KeyPairName,
    Fingerprint: named.Md5
  }),
  errors: [instanceNotFound],
  rules: [
    {
      rule: 'Its RAM resource is acs:swas-open:{region}:{account}:instance/{InstanceId}.',
      ...documented('DescribeInstanceKeyPair')
    },
    { rule: 'Fingerprint is MD5.', ...inferred('the example’s 16 octets') },
    { rule: 'Both are empty if no key pair is attached.', ...assumed('not documented') }
  ],
  async handle(call, parameters) {
    const scope = scopeOf(call, parameters)
    const { keyPairName } = await getInstance(call.db, scope, parameters.InstanceId, call.now)
    if (keyPairName === null) return { KeyPairName: '', Fingerprint: '' }
    const { publicKey } = await getKeyPair(call.db, scope, keyPairName)
    return { KeyPairName: keyPairName, Fingerprint: fingerprints(publicKey).md5 }
  }
})
