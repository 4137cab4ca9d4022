import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { keyPairNameExists, keyPairQuotaExceeded, publicKeyMalformed } from '../errors/index.ts'
import { assumed, documented, formerly, inferred } from '../errors/provenance.ts'
import { requirePublicKey } from '../keys/pasted/read.ts'
import { addKeyPair } from '../store/key-pairs.ts'
import { named } from './shared/fields.ts'
import { ClientToken, KeyPairName, PublicKeyLine, RegionId, scopeOf } from './shared/shapes.ts'

export const importKeyPair = defineOperation({
  action: 'ImportKeyPair',
  route: 'POST /v1/regions/{RegionId}/key-pairs/import',
  group: 'Key pairs',
  summary: 'Imports the public key of a key pair that was generated elsewhere.',
  isHttpsOnly: true,
  writes: true,
  creates: true,
  parameters: Type.Object({
    RegionId,
    KeyPairName,
    PublicKeyBody: PublicKeyLine,
    ClientToken
  }),
  result: Type.Object({ KeyPairName: named.KeyPairName }),
  errors: [keyPairNameExists, keyPairQuotaExceeded, publicKeyMalformed],
  rules: [
    { rule: 'An account has at most 10 key pairs in a region.', ...documented('CreateKeyPair') },
    {
      rule: 'RSA, DSA and ECDSA (nistp256, 384, 521) keys are accepted, and their certificates; for RSA and DSA also version 00.',
      ...formerly('inferred', documented('the key-pair guide: encryption methods for import', '2026-11'))
    },
    {
      rule: 'Ed25519 keys are accepted.',
      ...inferred('the example of UploadInstanceKeyPair; the list of the guide has none')
    },
    { rule: 'Certificates of Ed25519 keys are accepted.', ...assumed('the list of the guide has none') },
    { rule: 'RSA keys have 1024 to 16384 bits.', ...assumed('not documented; OpenSSH accepts the same') },
    {
      rule: 'The error says what the text is instead. If the text contains a public key, the error shows the line to send.',
      ...assumed('the cloud says only that the format is not supported')
    },
    { rule: 'The same key may be imported under several names.', ...assumed('not documented') }
  ],
  prepare: (_call, { PublicKeyBody }) => requirePublicKey(PublicKeyBody),
  async handle(call, parameters, { line }) {
    const name = parameters.KeyPairName
    const keyPair = { name, publicKey: line, origin: 'Imported', madeForInstance: false, createdAt: call.now } as const
    await addKeyPair(call.db, scopeOf(call, parameters), keyPair)
    return { KeyPairName: name }
  }
})
