import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import {
  incorrectInstanceStatus,
  instanceNotFound,
  keyPairNameExists,
  keyPairQuotaExceeded,
  publicKeyMalformed,
  windowsInstance
} from '../errors/index.ts'
import { assumed } from '../errors/provenance.ts'
import { requirePublicKey } from '../keys/pasted/read.ts'
import { addAndAttach } from './shared/instance-key-pair.ts'
import { ClientToken, InstanceId, KeyPairName, PublicKeyLine, RegionId, scopeOf } from './shared/shapes.ts'

export const uploadInstanceKeyPair = defineOperation({
  action: 'UploadInstanceKeyPair',
  route: 'PUT /v1/regions/{RegionId}/instances/{InstanceId}/key-pair',
  group: 'Key pair of a server',
  resource: 'instance/{InstanceId}',
  summary: 'Imports a public key for one server and attaches it.',
  writes: true,
  creates: true,
  parameters: Type.Object({
    RegionId,
    InstanceId,
    KeyPairName,
    PublicKey: PublicKeyLine,
    ClientToken
  }),
  result: Type.Object({}),
  errors: [
    instanceNotFound,
    incorrectInstanceStatus,
    windowsInstance,
    keyPairNameExists,
    keyPairQuotaExceeded,
    publicKeyMalformed
  ],
  rules: [
    {
      rule: 'Its RAM resource is acs:swas-open:{region}:{account}:instance/{InstanceId}.',
      ...assumed('the page publishes none')
    },
    {
      rule: 'KeyPairName and PublicKey are required, although the metadata doesn’t say so.',
      ...assumed('no use without them')
    },
    {
      rule: 'The key pair belongs to the region: it counts towards the quota and ListKeyPairs shows it.',
      ...assumed('not documented')
    }
  ],
  prepare: (_call, { PublicKey }) => requirePublicKey(PublicKey),
  async handle(call, parameters, { line }) {
    const keyPair = { name: parameters.KeyPairName, publicKey: line, origin: 'Imported' } as const
    await addAndAttach(call, scopeOf(call, parameters), parameters.InstanceId, keyPair)
    return {}
  }
})
