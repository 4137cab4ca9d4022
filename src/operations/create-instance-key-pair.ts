import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import {
  incorrectInstanceStatus,
  instanceNotFound,
  keyPairNameExists,
  keyPairQuotaExceeded,
  serviceUnavailable,
  windowsInstance
} from '../errors/index.ts'
import { assumed, documented, inferred } from '../errors/provenance.ts'
import { fingerprints } from '../keys/fingerprint.ts'
import { assertCanCreate } from '../store/key-pairs.ts'
import { named } from './shared/fields.ts'
import { addAndAttach, assertCanAttach } from './shared/instance-key-pair.ts'
import { formatPrivateKey, PrivateKeyFormat, PrivateKeyText } from './shared/private-key.ts'
import { ClientToken, InstanceId, KeyPairName, RegionId, scopeOf } from './shared/shapes.ts'

export const createInstanceKeyPair = defineOperation({
  action: 'CreateInstanceKeyPair',
  route: 'POST /v1/regions/{RegionId}/instances/{InstanceId}/key-pair',
  group: 'Key pair of a server',
  resource: '{InstanceId}',
  summary: 'Creates an RSA 2048 key pair for one server, attaches it and returns its private key, only this once.',
  writes: true,
  creates: true,
  parameters: Type.Object({ RegionId, InstanceId, KeyPairName, PrivateKeyFormat, ClientToken }),
  result: Type.Object({
    KeyPairName: named.KeyPairName,
    Fingerprint: named.Sha256,
    PrivateKey: PrivateKeyText
  }),
  errors: [
    instanceNotFound,
    incorrectInstanceStatus,
    windowsInstance,
    keyPairNameExists,
    keyPairQuotaExceeded,
    serviceUnavailable
  ],
  rules: [
    {
      rule: 'Its RAM resource is acs:swas-open:{region}:{account}:{InstanceId}, without instance/.',
      ...documented('CreateInstanceKeyPair')
    },
    {
      rule: 'The key pair belongs to the region: it counts towards the quota and ListKeyPairs shows it.',
      ...assumed('not documented')
    },
    { rule: 'The name follows the rule of CreateKeyPair.', ...assumed('no rule is stated') },
    { rule: 'Fingerprint is SHA-256 in base64.', ...inferred('the example’s alphabet and length') }
  ],
  async prepare(call, parameters) {
    const scope = scopeOf(call, parameters)
    const { privateKey, publicKey } = await call.keys.generate(async () => {
      await assertCanAttach(call, scope, parameters.InstanceId)
      await assertCanCreate(call.db, scope, parameters.KeyPairName)
    })
    const { PrivateKeyFormat, KeyPairName } = parameters
    return { publicKey, privateKey: formatPrivateKey(privateKey, PrivateKeyFormat, KeyPairName) }
  },
  async handle(call, parameters, { publicKey, privateKey }) {
    const name = parameters.KeyPairName
    await addAndAttach(call, scopeOf(call, parameters), parameters.InstanceId, { name, publicKey, origin: 'Created' })
    return { KeyPairName: name, Fingerprint: fingerprints(publicKey).sha256, PrivateKey: privateKey }
  }
})
