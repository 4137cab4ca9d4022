import { verify } from 'node:crypto'
import { toKeyObject } from './key-object.ts'
import type { KeyType } from './key-types.ts'
import type { PlainKey } from './plain-key.ts'
import { readWire } from './wire.ts'

const rsaHashes: Readonly<Record<string, string>> = {
  'ssh-rsa': 'sha1',
  'rsa-sha2-256': 'sha256',
  'rsa-sha2-512': 'sha512'
}

/**
 * Whether `signature` is a valid signature of `data` by the plain key `blob`. An SSH signature has an algorithm and
 * bytes; a malformed one throws `InvalidPublicKeyBody.Malformed`.
 */
export function isSignedBy(blob: Buffer, signer: PlainKey, signature: Buffer, data: Buffer): boolean {
  const reader = readWire(signature)
  const algorithm = reader.string().toString('latin1')
  const bytes = reader.string()
  reader.end()
  const hash = hashOf(algorithm, signer)
  const raw = rawSignature(bytes, signer)
  if (hash === undefined || raw === undefined) return false
  try {
    return verify(hash, data, { key: toKeyObject(blob, signer), dsaEncoding: 'ieee-p1363' }, raw)
  } catch {
    // OpenSSL throws for numbers that aren't a key, such as a DSA group without inverses.
    return false
  }
}

/** The hash for Node's verify; null if the algorithm has its own; undefined if key and algorithm don't match. */
function hashOf(algorithm: string, { type, keyType }: PlainKey): string | null | undefined {
  if (keyType.family === 'rsa') return Object.hasOwn(rsaHashes, algorithm) ? rsaHashes[algorithm] : undefined
  if (algorithm !== type) return undefined
  const hashes = { dsa: 'sha1', ed25519: null }
  return keyType.family === 'ecdsa' ? keyType.curve.hash : hashes[keyType.family]
}

/** The signature in the fixed width that Node requires; undefined if it is too long. */
function rawSignature(bytes: Buffer, { keyType, bits }: PlainKey): Buffer | undefined {
  if (keyType.family === 'ecdsa') {
    const reader = readWire(bytes)
    const [r, s] = [reader.mpint(), reader.mpint()]
    reader.end()
    const halves = [r, s].map((half) => padded(half, Math.ceil(bits / 8)))
    return halves.some((half) => half === undefined) ? undefined : Buffer.concat(halves.map((half) => half ?? r))
  }
  if (keyType.family === 'rsa') return padded(bytes, Math.ceil(bits / 8))
  return bytes.length === fixedLength(keyType) ? bytes : undefined
}

function fixedLength({ family }: KeyType): number {
  return family === 'dsa' ? 40 : 64
}

/**
 * Restores the leading zero bytes that RSA and ECDSA signers may drop, as OpenSSH does. undefined if it is too long.
 */
export function padded(bytes: Buffer, length: number): Buffer | undefined {
  if (bytes.length > length) return undefined
  return Buffer.concat([Buffer.alloc(length - bytes.length), bytes])
}
