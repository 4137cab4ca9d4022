import { type CertificateType, type KeyType, plainTypes } from './key-types.ts'
import { readKeyFields, readPlainKey } from './plain-key.ts'
import { refuse } from './refusals.ts'
import { isSignedBy } from './signature.ts'
import { readWire, type WireReader, wireString } from './wire.ts'

const kinds = [undefined, 'user', 'host'] as const
/** SSHKEY_CERT_MAX_PRINCIPALS of OpenSSH. */
const maxPrincipals = 256

export interface Certificate {
  /** Size of the certified key. */
  readonly bits: number
  readonly kind: 'user' | 'host'
  /** User names, or host names, that it is valid for; empty for all. */
  readonly principals: readonly string[]
  /** Valid from `validAfter` to before `validBefore`; seconds since 1970. */
  readonly validAfter: bigint
  readonly validBefore: bigint
  readonly criticalOptions: ReadonlyMap<string, Buffer>
  readonly extensions: ReadonlySet<string>
  /** Key data of the authority, and the algorithm that it signed with. */
  readonly authority: Buffer
  readonly signatureAlgorithm: string
}

/**
 * Reads key data that holds an OpenSSH certificate (PROTOCOL.certkeys) and checks it, the signature of its authority
 * included. It doesn't check whether the certificate is valid now.
 */
export function readCertificate(blob: Buffer, { plain, version }: CertificateType): Certificate {
  const reader = readWire(blob)
  reader.string()
  if (version === 1) reader.string()
  const bits = readKeyFields(reader, keyTypeOf(plain))
  if (version === 1) reader.uint64()
  const kind = kinds[reader.uint32()] ?? refuse('certificateKind')
  readText(reader)
  const principals = readPrincipals(readWire(reader.string()))
  const [validAfter, validBefore] = [reader.uint64(), reader.uint64()]
  const criticalOptions = readOptions(readWire(reader.string()))
  const extensions = new Set(version === 1 ? readOptions(readWire(reader.string())).keys() : [])
  // v00 has its nonce here. Both versions have the reserved field next.
  if (version === 0) reader.string()
  reader.string()
  const authority = reader.string()
  const signed = blob.subarray(0, reader.offset)
  const signature = reader.string()
  reader.end()
  const signer = readPlainKey(authority) ?? refuse('certificateAuthority')
  if (!isSignedBy(authority, signer, signature, signed)) refuse('certificateSignature')
  const signatureAlgorithm = readWire(signature).string().toString('latin1')
  return { bits, kind, principals, validAfter, validBefore, criticalOptions, extensions, authority, signatureAlgorithm }
}

/** The data of the plain key in a certificate, of which fingerprints are made. */
export function certifiedKey(blob: Buffer, { plain, version }: CertificateType): Buffer {
  const reader = readWire(blob)
  reader.string()
  if (version === 1) reader.string()
  const start = reader.offset
  readKeyFields(reader, keyTypeOf(plain))
  return Buffer.concat([wireString(plain), blob.subarray(start, reader.offset)])
}

function keyTypeOf(plain: string): KeyType {
  return plainTypes.get(plain) ?? refuse('unknownType')
}

function readText(reader: WireReader): string {
  const bytes = reader.string()
  if (bytes.includes(0)) refuse('certificateText')
  return bytes.toString()
}

function readPrincipals(reader: WireReader): string[] {
  const principals: string[] = []
  while (!reader.atEnd) {
    if (principals.length >= maxPrincipals) refuse('certificatePrincipals')
    principals.push(readText(reader))
  }
  return principals
}

function readOptions(reader: WireReader): Map<string, Buffer> {
  const options = new Map<string, Buffer>()
  while (!reader.atEnd) options.set(reader.string().toString('latin1'), reader.string())
  return options
}
