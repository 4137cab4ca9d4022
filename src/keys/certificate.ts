import { type CertificateType, type KeyType, plainTypes } from './key-types.ts'
import { readKeyFields, readPlainKey } from './plain-key.ts'
import { refuse } from './refusals.ts'
import { isSignedBy } from './signature.ts'
import { readWire, type WireReader, wireString } from './wire.ts'

const kinds = [1, 2]
/** SSHKEY_CERT_MAX_PRINCIPALS of OpenSSH. */
const maxPrincipals = 256

/**
 * Checks key data that holds an OpenSSH certificate (PROTOCOL.certkeys), the signature of its authority included;
 * returns the size of the certified key in bits. Whether the certificate is in force now is not asked.
 */
export function readCertificate(blob: Buffer, { plain, version }: CertificateType): number {
  const reader = readWire(blob)
  reader.string()
  if (version === 1) reader.string()
  const bits = readKeyFields(reader, keyTypeOf(plain))
  if (version === 1) reader.uint64()
  if (!kinds.includes(reader.uint32())) refuse('certificateKind')
  readText(reader)
  readPrincipals(readWire(reader.string()))
  reader.uint64()
  reader.uint64()
  readOptions(readWire(reader.string()))
  if (version === 1) readOptions(readWire(reader.string()))
  // The nonce of v00 stands here; the reserved field follows in both.
  if (version === 0) reader.string()
  reader.string()
  const authority = reader.string()
  const signed = blob.subarray(0, reader.offset)
  const signature = reader.string()
  reader.end()
  const signer = readPlainKey(authority) ?? refuse('certificateAuthority')
  if (!isSignedBy(authority, signer, signature, signed)) refuse('certificateSignature')
  return bits
}

/** The plain key data inside a certificate's, which is what fingerprints are taken of. */
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

function readText(reader: WireReader): void {
  if (reader.string().includes(0)) refuse('certificateText')
}

function readPrincipals(reader: WireReader): void {
  for (let count = 0; !reader.atEnd; count++) {
    if (count >= maxPrincipals) refuse('certificatePrincipals')
    readText(reader)
  }
}

function readOptions(reader: WireReader): void {
  while (!reader.atEnd) {
    reader.string()
    reader.string()
  }
}
