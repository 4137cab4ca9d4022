import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { publicKeyMalformed } from '../errors/index.ts'
import { assumed } from '../errors/provenance.ts'
import { fingerprints } from '../keys/fingerprint.ts'
import { readPastedKey } from '../keys/pasted/read.ts'
import { keyFields, named, text } from './shared/fields.ts'
import { ClientToken, PublicKeyLine } from './shared/shapes.ts'

export const describePublicKey = defineOperation({
  action: 'DescribePublicKey',
  route: 'POST /v1/public-keys/describe',
  group: 'Key pairs',
  summary: 'Analyses a pasted public key, and stores nothing.',
  extension: true,
  writes: false,
  parameters: Type.Object({ PublicKeyBody: PublicKeyLine, ClientToken }),
  result: Type.Object({
    ...keyFields,
    Comment: text('The comment of the key; empty if there is none.', 'me@laptop'),
    PublicKey: named.PublicKey,
    Refusal: Type.Optional(
      text(
        'Why ImportKeyPair refuses the text. PublicKey is then the line to send instead, without a comment.',
        'This is a public key in PEM, not the one-line format of OpenSSH.'
      )
    )
  }),
  errors: [publicKeyMalformed],
  rules: [{ rule: 'An extension of swas-local.', ...assumed('the cloud has no such action') }],
  async handle(_call, { PublicKeyBody }) {
    const { key, refusal } = await readPastedKey(PublicKeyBody)
    const { md5, sha256 } = fingerprints(key.blob)
    return {
      KeyType: key.type,
      KeyBits: key.bits,
      FingerprintMd5: md5,
      FingerprintSha256: sha256,
      Comment: key.comment,
      PublicKey: key.line,
      ...(refusal !== undefined && { Refusal: refusal })
    }
  }
})
