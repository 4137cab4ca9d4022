import { ECDH } from 'node:crypto'
import { type Curve, type KeyType, plainTypes } from './key-types.ts'
import { refuse } from './refusals.ts'
import { bitLength, readWire, type WireReader } from './wire.ts'

export interface PlainKey {
  /** Wire type, one of `plainTypes`. */
  readonly type: string
  readonly keyType: KeyType
  /** Size as `ssh-keygen -l` prints it. */
  readonly bits: number
}

/** Reads key data of one plain key. undefined for other types. Throws `InvalidPublicKeyBody.Malformed`. */
export function readPlainKey(blob: Buffer): PlainKey | undefined {
  const reader = readWire(blob)
  const type = reader.string().toString('latin1')
  const keyType = plainTypes.get(type)
  if (keyType === undefined) return undefined
  const bits = readKeyFields(reader, keyType)
  reader.end()
  return { type, keyType, bits }
}

/** Reads the fields that follow the type and checks them; returns the size in bits. */
export function readKeyFields(reader: WireReader, keyType: KeyType): number {
  switch (keyType.family) {
    case 'rsa':
      return readRsa(reader)
    case 'dsa':
      return readDsa(reader)
    case 'ecdsa':
      return readEcdsa(reader, keyType.curve)
    case 'ed25519':
      if (reader.string().length !== 32) refuse('ed25519Length')
      return 256
  }
}

function readRsa(reader: WireReader): number {
  const exponent = reader.mpint()
  const modulus = reader.mpint()
  const bits = bitLength(modulus)
  if (bits < 1024 || bits > 16384) refuse('rsaSize')
  // OpenSSH checks neither. No honest key has an even modulus, and huge exponents only cost time.
  if (isEven(modulus)) refuse('rsaModulus')
  if (isEven(exponent) || bitLength(exponent) < 2 || bitLength(exponent) > 32) refuse('rsaExponent')
  return bits
}

function readDsa(reader: WireReader): number {
  const [p, q, g, y] = [reader.mpint(), reader.mpint(), reader.mpint(), reader.mpint()]
  const bits = bitLength(p)
  // An ssh-dss signature is two numbers of 160 bits (RFC 4253 section 6.6), so no other q can ever sign.
  if (bits < 1024 || bits > 3072 || bitLength(q) !== 160) refuse('dsaSize')
  const isBelowP = (number: Buffer) => number.length < p.length || (number.length === p.length && number.compare(p) < 0)
  if (isEven(p) || isEven(q) || ![g, y].every((number) => bitLength(number) > 1 && isBelowP(number))) refuse('dsaRange')
  return bits
}

function readEcdsa(reader: WireReader, curve: Curve): number {
  if (reader.string().toString('latin1') !== curve.name) refuse('curveMismatch')
  const point = reader.string()
  if (point.length !== 1 + 2 * Math.ceil(curve.bits / 8) || point[0] !== 4) refuse('pointForm')
  try {
    // OpenSSL checks the range and the curve equation.
    ECDH.convertKey(point, curve.openssl)
  } catch {
    refuse('pointOffCurve')
  }
  return curve.bits
}

function isEven(number: Buffer): boolean {
  return ((number.at(-1) ?? 0) & 1) === 0
}
