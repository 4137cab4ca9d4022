import { createPublicKey, type KeyObject } from 'node:crypto'
import type { PlainKey } from './plain-key.ts'
import { readWire, type WireReader } from './wire.ts'

const jwkCurves: Readonly<Record<string, string>> = { nistp256: 'P-256', nistp384: 'P-384', nistp521: 'P-521' }
/** AlgorithmIdentifier id-dsa, 1.2.840.10040.4.1. */
const dsaIdentifier = Buffer.from('06072a8648ce380401', 'hex')

/** The key as Node's KeyObject. `blob` is the data that `key` was read from. */
export function toKeyObject(blob: Buffer, key: PlainKey): KeyObject {
  const reader = readWire(blob)
  reader.string()
  switch (key.keyType.family) {
    case 'rsa': {
      const [e, n] = [reader.mpint(), reader.mpint()]
      return fromJwk({ kty: 'RSA', e: base64url(e), n: base64url(n) })
    }
    case 'ecdsa': {
      const crv = jwkCurves[reader.string().toString()] ?? ''
      const point = reader.string().subarray(1)
      const half = point.length / 2
      return fromJwk({ kty: 'EC', crv, x: base64url(point.subarray(0, half)), y: base64url(point.subarray(half)) })
    }
    case 'ed25519':
      return fromJwk({ kty: 'OKP', crv: 'Ed25519', x: base64url(reader.string()) })
    case 'dsa':
      return createPublicKey({ key: dsaInfo(reader), format: 'der', type: 'spki' })
  }
}

function fromJwk(key: Record<string, string>): KeyObject {
  return createPublicKey({ key, format: 'jwk' })
}

// JWK has no DSA. An SSH mpint has the same bytes as a DER INTEGER, which makes the SubjectPublicKeyInfo simple.
function dsaInfo(reader: WireReader): Buffer {
  const [p, q, g, y] = [reader.string(), reader.string(), reader.string(), reader.string()]
  const parameters = der(0x30, ...[p, q, g].map((number) => der(0x02, number)))
  return der(0x30, der(0x30, dsaIdentifier, parameters), der(0x03, Buffer.alloc(1), der(0x02, y)))
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const short = content.length < 0x80
  const header = short ? [tag, content.length] : [tag, 0x82, content.length >> 8, content.length & 0xff]
  return Buffer.concat([Buffer.from(header), content])
}

function base64url(bytes: Buffer): string {
  return bytes.toString('base64url')
}
