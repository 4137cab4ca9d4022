import { ApiError, publicKeyMalformed } from '../errors/index.ts'

/**
 * The reasons why a public key is rejected, as sentences after the cloud's own message. All are fixed: none may quote
 * the input, which can be a private key pasted by mistake.
 */
export const refusals = {
  empty: 'No public key was given.',
  tooLong: 'A public key may not be longer than 16 KiB.',
  byteOrderMark: 'The text begins with a byte order mark; save it as UTF-8 without BOM.',
  privateKey: 'This is a private key; keep it to yourself and send the public key instead.',
  otherFormat: 'This is not the one line of OpenSSH.',
  severalLines: 'One public key on one line is expected, this text has several lines.',
  controlCharacter: 'Control characters are not allowed in a public key.',
  leadingText: 'Nothing may stand before the key type, neither options nor a host name.',
  securityKey: 'Keys of hardware security tokens (sk-...) are not supported.',
  signatureAlgorithm: 'This names a signature algorithm, not a key type; RSA keys are of type ssh-rsa.',
  unknownType: 'The key type is not known.',
  noData: 'The key type is not followed by the Base64 key data.',
  base64: 'The key data is not valid Base64 with its padding.',
  truncated: 'The key data ends too early: it was cut when it was copied, or a length inside it points past its end.',
  trailing: 'There are bytes left over after the end of the key.',
  typeMismatch: 'The key type in front differs from the one inside the key data.',
  curveMismatch: 'The curve inside the key data does not belong to the key type.',
  negativeNumber: 'A number inside the key data is zero, empty or negative.',
  paddedNumber: 'A number inside the key data has needless leading zero bytes.',
  rsaSize: 'RSA keys must have 1024 to 16384 bits.',
  rsaModulus: 'The RSA modulus is even.',
  rsaExponent: 'The RSA exponent must be odd, at least 3 and have at most 32 bits.',
  dsaSize: 'DSA keys must have 1024 to 3072 bits with a 160 bit q.',
  dsaRange: 'The numbers of the DSA key are not in their range.',
  pointForm: 'The elliptic curve point is not in uncompressed form or has the wrong length.',
  pointOffCurve: 'The elliptic curve point is not on the curve.',
  ed25519Length: 'An Ed25519 key must have exactly 32 bytes.',
  certificateKind: 'The certificate is neither for users nor for hosts.',
  certificateText: 'A name inside the certificate contains a NUL byte.',
  certificatePrincipals: 'The certificate lists more than 256 principals.',
  certificateAuthority: 'The key that signed the certificate is of a type that cannot sign here.',
  certificateSignature: 'The signature of the certificate is not valid.'
} as const

/** Throws `InvalidPublicKeyBody.Malformed` with the sentence for the reason. */
export function refuse(reason: keyof typeof refusals): never {
  throw refusal(refusals[reason])
}

/** The error with a sentence, and with more text after it. */
export function refusal(sentence: string, more?: string): ApiError & { readonly sentence: string } {
  const detail = more === undefined ? sentence : `${sentence} ${more}`
  return Object.assign(publicKeyMalformed({ detail }), { sentence })
}

/** The sentence of an error that `refusal` made. Throws every other error. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiError && 'sentence' in error) return String(error.sentence)
  throw error
}
