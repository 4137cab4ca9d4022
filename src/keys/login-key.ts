/** A key that a client logs on with. As OpenSSH today, this accepts neither DSA nor SHA-1. */
import { verify } from 'node:crypto'
import { type Certificate, certifiedKey, readCertificate } from './certificate.ts'
import { toKeyObject } from './key-object.ts'
import { certificateTypes } from './key-types.ts'
import { type PlainKey, readPlainKey } from './plain-key.ts'
import { isSignedBy, padded } from './signature.ts'
import { readWire } from './wire.ts'

export interface LoginKey {
  readonly blob: Buffer
  readonly certificate: Certificate | undefined
  isSignedBy(proof: Proof): boolean
}

/** A signature, as ssh2 passes it on. */
export interface Proof {
  /** The bare signature in OpenSSL's format; for a certificate, as the client sent it. */
  readonly signature: Buffer
  readonly signed: Buffer
  /** The hash of a plain RSA key's signature; undefined for SHA-1. */
  readonly hash: string | undefined
}

const sha2 = 'rsa-sha2-'

/** `algorithm` is the one that the client names. Throws for a malformed key; undefined for one that isn't accepted. */
export function readLoginKey(algorithm: string, blob: Buffer): LoginKey | undefined {
  const type = readWire(blob).string().toString('latin1')
  const certificateType = certificateTypes.get(type)
  if (certificateType === undefined) {
    const key = readPlainKey(blob)
    if (key === undefined || key.keyType.family === 'dsa' || algorithm !== type) return undefined
    return { blob, certificate: undefined, isSignedBy: (proof) => isSignedByPlain(blob, key, proof) }
  }
  const plainBlob = certifiedKey(blob, certificateType)
  const key = readPlainKey(plainBlob)
  const isTaken = algorithm === type ? key?.keyType.family !== 'rsa' : isSha2Of(algorithm, type)
  if (key === undefined || key.keyType.family === 'dsa' || certificateType.version === 0 || !isTaken) return undefined
  return {
    blob,
    certificate: readCertificate(blob, certificateType),
    isSignedBy: ({ signature, signed }) =>
      readWire(signature).string().toString('latin1') !== 'ssh-rsa' && isSignedBy(plainBlob, key, signature, signed)
  }
}

const isSha2Of = (algorithm: string, type: string) =>
  type.startsWith('ssh-rsa') && ['256', '512'].some((bits) => algorithm === type.replace('ssh-rsa', sha2 + bits))

function isSignedByPlain(blob: Buffer, key: PlainKey, { signature, signed, hash }: Proof): boolean {
  const { keyType, bits } = key
  const hashes = { rsa: hash, dsa: undefined, ed25519: null }
  const chosen = keyType.family === 'ecdsa' ? keyType.curve.hash : hashes[keyType.family]
  const raw = keyType.family === 'rsa' ? padded(signature, Math.ceil(bits / 8)) : signature
  if (chosen === undefined || raw === undefined) return false
  return verify(chosen, signed, { key: toKeyObject(blob, key), dsaEncoding: 'der' }, raw)
}
