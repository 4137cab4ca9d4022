import {
  createECDH,
  createHash,
  createPrivateKey,
  type ECDH,
  generateKeyPairSync,
  type KeyObject,
  sign
} from 'node:crypto'

/** A second, independent hand at the SSH wire format, for making good and bent keys. */
export function string(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

export function mpint(number: Buffer): Buffer {
  let first = 0
  while (first < number.length && number[first] === 0) first += 1
  const digits = number.subarray(first)
  return string((digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), digits]) : digits)
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

export function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes
}

export const lineOf = (type: string, blob: Buffer, comment = '') =>
  `${type} ${blob.toString('base64')}${comment && ` ${comment}`}`

/** A plain key: its type and the fields that follow the type. */
export interface Plain {
  readonly type: string
  readonly fields: Buffer
}

export const blobOf = ({ type, fields }: Plain) => Buffer.concat([string(type), fields])

/** What can sign a certificate: its key data, and how to make the signature blob. */
export interface Authority {
  readonly blob: Buffer
  sign(data: Buffer): Buffer
}

function ed25519Key(seed: Buffer): KeyObject {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

function ed25519Bytes(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
}

export function ed25519Authority(seed: Buffer): Authority {
  const key = ed25519Key(seed)
  return {
    blob: Buffer.concat([string('ssh-ed25519'), string(ed25519Bytes(key))]),
    sign: (data) => Buffer.concat([string('ssh-ed25519'), string(sign(null, data, key))])
  }
}

/** A hardware token's key (OpenSSH PROTOCOL.u2f) in software: it signs a digest between flags and a counter. */
export function tokenAuthority(seed: Buffer): Authority {
  const key = ed25519Key(seed)
  const type = 'sk-ssh-ed25519@openssh.com'
  const digest = (data: string | Buffer) => createHash('sha256').update(data).digest()
  const presence = Buffer.concat([Buffer.of(1), uint32(5)])
  return {
    blob: Buffer.concat([string(type), string(ed25519Bytes(key)), string('ssh:')]),
    sign: (data) => {
      const raw = sign(null, Buffer.concat([digest('ssh:'), presence, digest(data)]), key)
      return Buffer.concat([string(type), string(raw), presence])
    }
  }
}

const curves = {
  256: { name: 'nistp256', crv: 'P-256', openssl: 'prime256v1', hash: 'sha256' },
  384: { name: 'nistp384', crv: 'P-384', openssl: 'secp384r1', hash: 'sha384' },
  521: { name: 'nistp521', crv: 'P-521', openssl: 'secp521r1', hash: 'sha512' }
} as const

export type CurveBits = keyof typeof curves

export function ecdsaPlain(bits: CurveBits, secret: Buffer): Plain {
  const { name } = curves[bits]
  return { type: `ecdsa-sha2-${name}`, fields: Buffer.concat([string(name), string(ecdsaPoint(bits, secret))]) }
}

export function ecdsaPoint(
  bits: CurveBits,
  secret: Buffer,
  form: 'compressed' | 'hybrid' | 'uncompressed' = 'uncompressed'
) {
  return privateEcdh(bits, secret).getPublicKey(null, form)
}

function privateEcdh(bits: CurveBits, secret: Buffer): ECDH {
  const { openssl } = curves[bits]
  const ecdh = createECDH(openssl)
  const size = Math.ceil(bits / 8)
  // The top bits are cleared so that the number is below the order of every curve.
  const key = Buffer.concat([Buffer.alloc(size), secret]).subarray(-size)
  key[0] = 0
  key[1] = (key[1] ?? 0) & 0x7f
  ecdh.setPrivateKey(key)
  return ecdh
}

export function ecdsaAuthority(bits: CurveBits, secret: Buffer): Authority {
  const { name, crv, hash } = curves[bits]
  const ecdh = privateEcdh(bits, secret)
  const point = ecdh.getPublicKey()
  const half = (point.length - 1) / 2
  const url = (bytes: Buffer) => bytes.toString('base64url')
  const d = Buffer.concat([Buffer.alloc(half), ecdh.getPrivateKey()]).subarray(-half)
  const jwk = { kty: 'EC', crv, x: url(point.subarray(1, 1 + half)), y: url(point.subarray(1 + half)), d: url(d) }
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  return {
    blob: blobOf({ type: `ecdsa-sha2-${name}`, fields: Buffer.concat([string(name), string(point)]) }),
    sign(data) {
      const raw = sign(hash, data, { key, dsaEncoding: 'ieee-p1363' })
      const numbers = Buffer.concat([mpint(raw.subarray(0, half)), mpint(raw.subarray(half))])
      return Buffer.concat([string(`ecdsa-sha2-${name}`), string(numbers)])
    }
  }
}

const rsaKeys = new Map<number, KeyObject>()

export function rsaAuthority(algorithm: 'ssh-rsa' | 'rsa-sha2-256' | 'rsa-sha2-512', bits = 1024): Authority {
  const key = rsaKeys.get(bits) ?? generateKeyPairSync('rsa', { modulusLength: bits }).privateKey
  rsaKeys.set(bits, key)
  const { e = '', n = '' } = key.export({ format: 'jwk' })
  const hash = { 'ssh-rsa': 'sha1', 'rsa-sha2-256': 'sha256', 'rsa-sha2-512': 'sha512' }[algorithm]
  const numbers = [e, n].map((number) => mpint(Buffer.from(number, 'base64url')))
  return {
    blob: Buffer.concat([string('ssh-rsa'), ...numbers]),
    sign: (data) => Buffer.concat([string(algorithm), string(sign(hash, data, key))])
  }
}

export interface CertificateParts {
  readonly plain: Plain
  readonly authority: Authority
  readonly version?: 0 | 1
  readonly type?: string
  readonly kind?: number
  readonly keyId?: string | Buffer
  readonly principals?: Buffer
  readonly options?: Buffer
  readonly extensions?: Buffer
  /** Stands between the CA's signature and what it should be. */
  readonly bend?: (signature: Buffer) => Buffer
}

/** Key data of a certificate, signed; the order of the fields is that of PROTOCOL.certkeys (v01) or OpenSSH 6.9 (v00). */
export function certificateBlob(parts: CertificateParts): Buffer {
  const { plain, authority, version = 1, kind = 1, keyId = 'me', bend = (signature) => signature } = parts
  const { principals = string('root'), options = Buffer.alloc(0), extensions = Buffer.alloc(0) } = parts
  const nonce = string(Buffer.alloc(32, 0x5a))
  const body = Buffer.concat([
    string(parts.type ?? `${plain.type}-cert-v0${version}@openssh.com`),
    ...(version === 1 ? [nonce] : []),
    plain.fields,
    ...(version === 1 ? [uint64(7n)] : []),
    uint32(kind),
    string(keyId),
    string(principals),
    uint64(0n),
    uint64(0xffffffffffffffffn),
    string(options),
    ...(version === 1 ? [string(extensions)] : [nonce]),
    string(''),
    string(authority.blob)
  ])
  return Buffer.concat([body, string(bend(authority.sign(body)))])
}
