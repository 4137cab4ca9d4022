import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { keyPairNameExists, keyPairQuotaExceeded, serviceUnavailable } from '../errors/index.ts'
import { assumed, documented, formerly, inferred } from '../errors/provenance.ts'
import { addKeyPair, assertCanCreate } from '../store/key-pairs.ts'
import { named } from './shared/fields.ts'
import { formatPrivateKey, PrivateKeyFormat, PrivateKeyText } from './shared/private-key.ts'
import { ClientToken, KeyPairName, RegionId, scopeOf } from './shared/shapes.ts'

export const createKeyPair = defineOperation({
  action: 'CreateKeyPair',
  route: 'POST /v1/regions/{RegionId}/key-pairs',
  group: 'Key pairs',
  summary: 'Creates an RSA 2048 key pair and returns its private key, only this once.',
  isHttpsOnly: true,
  writes: true,
  creates: true,
  parameters: Type.Object({ RegionId, KeyPairName, PrivateKeyFormat, ClientToken }),
  result: Type.Object({
    KeyPairName: named.KeyPairName,
    PrivateKeyBody: PrivateKeyText
  }),
  errors: [keyPairNameExists, keyPairQuotaExceeded, serviceUnavailable],
  rules: [
    { rule: 'An account has at most 10 key pairs in a region.', ...documented('CreateKeyPair') },
    { rule: 'Only RSA 2048 is generated.', ...documented('CreateKeyPair') },
    {
      rule: 'PrivateKeyBody is PEM, with its BEGIN and END lines.',
      ...formerly(
        'assumed',
        inferred('a program in use stores it as .pem unchanged; ssh -i takes it as it is', '2026-11')
      )
    },
    {
      rule: 'The PEM is PKCS#1; its lines end with LF, the last one too.',
      ...assumed('the text says PKCS#8, the example begins as PKCS#1')
    },
    {
      rule: 'A Chinese character is one of Unicode’s Han characters in the Basic Multilingual Plane.',
      ...assumed('the text says no more than «Chinese character»')
    },
    {
      rule: 'A name is unique in a region of an account, case-sensitive. If the name exists and the quota is full, the call fails with the error of the name.',
      ...assumed('scope and order are not documented')
    }
  ],
  async prepare(call, parameters) {
    // Outside the transaction: generating a key takes long. The check first, so that no key is generated in vain.
    const { privateKey, publicKey } = await call.keys.generate(() =>
      assertCanCreate(call.db, scopeOf(call, parameters), parameters.KeyPairName)
    )
    const { PrivateKeyFormat, KeyPairName } = parameters
    return { publicKey, privateKey: formatPrivateKey(privateKey, PrivateKeyFormat, KeyPairName) }
  },
  async handle(call, parameters, { publicKey, privateKey }) {
    const name = parameters.KeyPairName
    const keyPair = { name, publicKey, origin: 'Created', madeForInstance: false, createdAt: call.now } as const
    await addKeyPair(call.db, scopeOf(call, parameters), keyPair)
    return { KeyPairName: name, PrivateKeyBody: privateKey }
  }
})
