/** How CreateKeyPair and CreateInstanceKeyPair hand a private key out. */
import { Type } from 'typebox'
import { toPutty } from '../../keys/putty.ts'

export const PrivateKeyFormat = Type.String({
  title: 'PrivateKeyFormat',
  description:
    'An extension of swas-local: `PEM` (PKCS#1, as the cloud returns it) or `PPK` (for PuTTY). The key itself is the same.',
  enum: ['PEM', 'PPK'],
  default: 'PEM',
  'x-swas-extension': true
})

export const PrivateKeyText = Type.String({
  description: 'The private key as text: PKCS#1 PEM unless another format was asked for. It is returned this once.',
  examples: ['-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA…\n-----END RSA PRIVATE KEY-----\n']
})

/** A PEM in the format that was asked for; PuTTY's files have a comment, which is the key pair's name. */
export const formatPrivateKey = (pem: string, format: string, keyPairName: string): string =>
  format === 'PPK' ? toPutty(pem, keyPairName) : pem
