import { createHash } from 'node:crypto'
import { certifiedKey } from './certificate.ts'
import { certificateTypes } from './key-types.ts'
import { readWire } from './wire.ts'

export interface Fingerprints {
  /** 16 lower-case hexadecimal octets with colons, as `ssh-keygen -l -E md5` prints after `MD5:`. */
  readonly md5: string
  /** Unpadded Base64, as `ssh-keygen -l` prints after `SHA256:`. */
  readonly sha256: string
}

/**
 * Fingerprints of a key that `parsePublicKey` has accepted, given as its line or its key data. A certificate has those
 * of the plain key inside, as in OpenSSH.
 */
export function fingerprints(key: string | Buffer): Fingerprints {
  const blob = typeof key === 'string' ? Buffer.from(key.split(' ')[1] ?? '', 'base64') : key
  const certificate = certificateTypes.get(readWire(blob).string().toString('latin1'))
  const plain = certificate === undefined ? blob : certifiedKey(blob, certificate)
  const octets = createHash('md5').update(plain).digest('hex').match(/../g) ?? []
  const sha256 = createHash('sha256').update(plain).digest('base64')
  return { md5: octets.join(':'), sha256: sha256.replace(/=+$/, '') }
}
