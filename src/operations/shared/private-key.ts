/** The formats in which CreateKeyPair and CreateInstanceKeyPair return a private key. */
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
  description: 'The private key as text, by default PKCS#1 PEM. Only this reply contains it.',
  examples: ['-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA…\n-----END RSA PRIVATE KEY-----\n']
})

/** Converts a PEM to the requested format. The comment of a PuTTY file is the key pair's name. */
export const formatPrivateKey = (pem: string, format: string, keyPairName: string): string =>
  format === 'PPK' ? toPutty(pem, keyPairName) : pem
