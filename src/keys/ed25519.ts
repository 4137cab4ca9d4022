import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import type { GeneratedKey } from './generate.ts'
import { wireString } from './wire.ts'

// PKCS#8 of an Ed25519 key up to its 32 bytes: RFC 8410, section 7.
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')
const type = 'ssh-ed25519'
const blockSize = 8 // of the cipher `none`

/**
 * The Ed25519 key pair of a 32-byte secret. The private key has OpenSSH's format (PROTOCOL.key), without passphrase.
 */
export function ed25519Of(secret: Buffer, comment: string): GeneratedKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Head, secret]), format: 'der', type: 'pkcs8' })
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const point = Buffer.from(x, 'base64url')
  const blob = Buffer.concat([wireString(type), wireString(point)])
  return { publicKey: `${type} ${blob.toString('base64')}`, privateKey: toOpenSsh(secret, point, blob, comment) }
}

function toOpenSsh(secret: Buffer, point: Buffer, blob: Buffer, comment: string): string {
  // Any number, twice: by it a reader sees whether it has decrypted the key correctly.
  const check = createHash('sha256').update(secret).digest().subarray(0, 4)
  const key = [type, point, Buffer.concat([secret, point]), comment].map(wireString)
  const unpadded = Buffer.concat([check, check, ...key])
  const padding = Buffer.from(Array.from({ length: -unpadded.length & (blockSize - 1) }, (_, place) => place + 1))
  const one = Buffer.from([0, 0, 0, 1])
  const bytes = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...['none', 'none', ''].map(wireString),
    one,
    wireString(blob),
    wireString(Buffer.concat([unpadded, padding]))
  ])
  const lines = bytes.toString('base64').match(/.{1,70}/g) ?? []
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n')
}
