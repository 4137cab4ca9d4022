/** The kind of key that a wire type names. */
export type KeyType =
  | { readonly family: 'rsa' | 'dsa' | 'ed25519' }
  | { readonly family: 'ecdsa'; readonly curve: Curve }

export interface Curve {
  /** Name inside the key data (RFC 5656). */
  readonly name: string
  /** Name that OpenSSL uses. */
  readonly openssl: string
  readonly bits: number
  readonly hash: string
}

/**
 * The plain keys we accept; see docs/key-formats.md. The guide lists all except Ed25519, which UploadInstanceKeyPair's
 * example is.
 */
export const plainTypes: ReadonlyMap<string, KeyType> = new Map<string, KeyType>([
  ['ssh-rsa', { family: 'rsa' }],
  ['ssh-dss', { family: 'dsa' }],
  ['ecdsa-sha2-nistp256', ecdsa('nistp256', 'prime256v1', 256, 'sha256')],
  ['ecdsa-sha2-nistp384', ecdsa('nistp384', 'secp384r1', 384, 'sha384')],
  ['ecdsa-sha2-nistp521', ecdsa('nistp521', 'secp521r1', 521, 'sha512')],
  ['ssh-ed25519', { family: 'ed25519' }]
])

export interface CertificateType {
  /** Wire type of the key inside. */
  readonly plain: string
  /** v00 (OpenSSH 5.4 to 6.9) has no serial and no extensions, and has its nonce near the end. */
  readonly version: 0 | 1
}

/** The OpenSSH certificates we accept: those of the cloud's key-pair guide (read 2026-11), and Ed25519. */
export const certificateTypes: ReadonlyMap<string, CertificateType> = new Map<string, CertificateType>([
  ...[...plainTypes.keys()].map((plain) => [`${plain}-cert-v01@openssh.com`, { plain, version: 1 }] as const),
  ...['ssh-rsa', 'ssh-dss'].map((plain) => [`${plain}-cert-v00@openssh.com`, { plain, version: 0 }] as const)
])

/** Whether an imported public key may begin with this word. */
export const isKeyType = (word: string): boolean => plainTypes.has(word) || certificateTypes.has(word)

function ecdsa(name: string, openssl: string, bits: number, hash: string): KeyType {
  return { family: 'ecdsa', curve: { name, openssl, bits, hash } }
}
