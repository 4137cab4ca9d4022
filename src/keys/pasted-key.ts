/** Public keys as people paste them: what is imported is what parsePublicKey takes, and here is what the rest may be. */
import { fingerprints } from './fingerprint.ts'
import { toOpenSshLine } from './foreign.ts'
import { findKeys } from './found-keys.ts'
import { type PublicKey, parsePublicKey } from './public-key.ts'
import { refusal, refusals, sentenceOf } from './refusals.ts'

export interface PastedKey {
  /** The key in the text, as the line that can be imported. */
  readonly key: PublicKey
  /** Why the text itself can't be; undefined where it can. */
  readonly refusal: string | undefined
}

/** Reads the key that a text is, or holds in another form. Throws `InvalidPublicKeyBody.Malformed` where there is none. */
export async function readPastedKey(text: string): Promise<PastedKey> {
  const { key, sentence } = read(text)
  if (key !== undefined) return { key, refusal: undefined }
  const other = await findOther(text, sentence)
  if (other === undefined) throw refusal(sentence)
  return { key: other, refusal: sentence }
}

/** The key of a text that can be imported as it stands; an error shows the line of one that is there in another form. */
export async function requirePublicKey(text: string): Promise<PublicKey> {
  const { key, refusal: sentence } = await readPastedKey(text)
  if (sentence === undefined) return key
  const { sha256 } = fingerprints(key.blob)
  const found = `The text holds a key of type ${key.type} with ${key.bits} bits, fingerprint SHA256:${sha256}.`
  throw refusal(sentence, `${found} Send this line instead: ${key.line}`)
}

type Read = { key: PublicKey; sentence: '' } | { key: undefined; sentence: string }

function read(text: string): Read {
  try {
    return { key: parsePublicKey(text), sentence: '' }
  } catch (error) {
    return { key: undefined, sentence: sentenceOf(error) }
  }
}

/** Of a private key nothing is shown, not even the public half. */
const unread: readonly string[] = [refusals.empty, refusals.tooLong, refusals.privateKey]

async function findOther(text: string, sentence: string): Promise<PublicKey | undefined> {
  if (unread.includes(sentence)) return undefined
  const found = findKeys(text)
  if (found.length > 0) return found.length === 1 ? found[0] : undefined
  const line = await toOpenSshLine(text)
  return line === undefined ? undefined : findKeys(line)[0]
}
