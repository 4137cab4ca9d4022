import { readCertificate } from './certificate.ts'
import { certificateTypes, isKeyType } from './key-types.ts'
import { rejectOtherFormats } from './other-formats.ts'
import { readPlainKey } from './plain-key.ts'
import { refuse } from './refusals.ts'
import { readWire } from './wire.ts'

export interface PublicKey {
  /** Wire type, for example `ssh-rsa`. */
  readonly type: string
  /** Size as `ssh-keygen -l` prints it; of a certificate, the size of the key inside. */
  readonly bits: number
  /** `type base64 comment` with single spaces between, or `type base64`; no line end. */
  readonly line: string
  /** The decoded key data. */
  readonly blob: Buffer
  /** '' without one. */
  readonly comment: string
}

const maxBytes = 16 * 1024

/**
 * Parses one OpenSSH public key line, as strictly as docs/key-formats.md says.
 *
 * Throws `InvalidPublicKeyBody.Malformed` with one of the sentences in refusals.ts, which never quotes the text.
 */
export function parsePublicKey(text: string): PublicKey {
  if (text.length > maxBytes || Buffer.byteLength(text) > maxBytes) refuse('tooLong')
  const trimmed = trimBlanks(text)
  rejectUnreadable(trimmed)
  const [type, data, comment] = fields(trimmed)
  if (!isKeyType(type)) rejectType(trimmed, type)
  if (data === '') refuse('noData')
  const blob = Buffer.from(data, 'base64')
  // Node ignores characters that aren't Base64 and missing padding. Only canonical Base64 comes back the same.
  if (blob.toString('base64') !== data) refuse('base64')
  if (readWire(blob).string().toString('latin1') !== type) refuse('typeMismatch')
  const line = comment === '' ? `${type} ${data}` : `${type} ${data} ${comment}`
  return { type, bits: bitsOf(type, blob), line, blob, comment }
}

/** trim() would also remove a byte order mark and other blanks, which SSH programs don't skip. */
export const trimBlanks = (text: string): string =>
  text.replace(/^[ \t\r\n]+/, '').replace(/(?<![ \t\r\n])[ \t\r\n]+$/, '')

function rejectUnreadable(trimmed: string): void {
  if (trimmed === '') refuse('empty')
  if (trimmed.startsWith('\uFEFF')) refuse('byteOrderMark')
  rejectOtherFormats(trimmed)
  if (/\n/.test(trimmed)) refuse('severalLines')
  // Lone surrogates cannot be stored as UTF-8; line and paragraph separators break lines in some readers.
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF]/u.test(trimmed)) refuse('controlCharacter')
}

function fields(trimmed: string): [type: string, data: string, comment: string] {
  const [, type = '', data = '', comment = ''] = /^([^ ]+)(?: +([^ ]+))?(?: +([^ ].*))?$/.exec(trimmed) ?? []
  return [type, data, comment]
}

function rejectType(trimmed: string, type: string): never {
  if (/^(sk-|webauthn-sk-)/.test(type)) refuse('securityKey')
  if (/^rsa-sha2-(256|512)(-cert-v01@openssh\.com)?$/.test(type)) refuse('signatureAlgorithm')
  const isType = (word: string) => isKeyType(word) || word.startsWith('sk-')
  if (trimmed.split(' ').some(isType)) refuse('leadingText')
  refuse('unknownType')
}

function bitsOf(type: string, blob: Buffer): number {
  const certificate = certificateTypes.get(type)
  if (certificate !== undefined) return readCertificate(blob, certificate).bits
  return readPlainKey(blob)?.bits ?? refuse('unknownType')
}
