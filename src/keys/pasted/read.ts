/** Public keys as people paste them. parsePublicKey decides what can be imported; this explains everything else. */
import { fingerprints } from '../fingerprint.ts'
import { type PublicKey, parsePublicKey } from '../public-key.ts'
import { refusal, sentenceOf } from '../refusals.ts'
import { type Diagnosis, diagnose } from './diagnose.ts'
import { toOpenSshLine } from './foreign.ts'
import { findKeys } from './found-keys.ts'

export interface PastedKey {
  /** The key in the text, as a line that can be imported. */
  readonly key: PublicKey
  /** Why the text itself can't be imported; undefined if it can. */
  readonly refusal: string | undefined
}

/** Reads the key of a text, also in another form. Throws `InvalidPublicKeyBody.Malformed` if there is none. */
export async function readPastedKey(text: string): Promise<PastedKey> {
  const read = tryLine(text)
  if (typeof read !== 'string') return { key: read, refusal: undefined }
  const diagnosis = diagnose(text, read)
  const key = diagnosis.key ?? (await convert(diagnosis))
  if (key === undefined) {
    const isEmpty = diagnosis.command !== undefined
    throw refusal(diagnosis.sentence, isEmpty ? 'There is no key of a supported type in it.' : undefined)
  }
  return { key, refusal: withCommand(diagnosis, key) }
}

/**
 * The key of a text that can be imported unchanged. The error shows the line of a key that is there in another form.
 */
export async function requirePublicKey(text: string): Promise<PublicKey> {
  const { key, refusal: sentence } = await readPastedKey(text)
  if (sentence === undefined) return key
  const { sha256 } = fingerprints(key.blob)
  const found = `The text holds a key of type ${key.type} with ${key.bits} bits, fingerprint SHA256:${sha256}.`
  throw refusal(sentence, `${found} Send this line instead: ${key.line}`)
}

/** The same, synchronously: it doesn't look into other programs' formats. */
export function checkPublicKey(text: string): PublicKey {
  const read = tryLine(text)
  if (typeof read !== 'string') return read
  throw refusal(diagnose(text, read).sentence)
}

function tryLine(text: string): PublicKey | string {
  try {
    return parsePublicKey(text)
  } catch (error) {
    return sentenceOf(error)
  }
}

async function convert({ readings }: Diagnosis): Promise<PublicKey | undefined> {
  for (const reading of readings) {
    const line = await toOpenSshLine(reading)
    const [found] = line === undefined ? [] : findKeys(line)
    if (found !== undefined) return found.key
  }
  return undefined
}

/** ssh-keygen converts no Ed25519 keys from PEM. */
const withCommand = ({ sentence, command }: Diagnosis, { type }: PublicKey) =>
  command === undefined || (type === 'ssh-ed25519' && /PEM|PKCS8/.test(command))
    ? sentence
    : `${sentence} \`${command}\` converts it.`
