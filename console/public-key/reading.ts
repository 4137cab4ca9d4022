import { useRef, useState } from 'preact/hooks'
import { describePublicKey } from '../calls.ts'
import { readLine } from './line.ts'
import { isPrivateKey } from './private-key.ts'

/** What the text in the field is. */
export type Reading =
  | { readonly is: 'nothing' }
  | { readonly is: 'private' }
  | { readonly is: 'asked' }
  | { readonly is: 'refused'; readonly error: unknown }
  | {
      readonly is: 'key'
      readonly type: string
      readonly bits: number
      readonly sha256: string
      readonly comment: string
      /** If the text can't be imported as it is: why, and the line that can. */
      readonly instead?: { readonly refusal: string; readonly line: string }
    }

/**
 * Reads the text while it changes. The browser reads what it can. Any other text goes to the service once, when it is
 * complete: each call appears in the call log, which tests count.
 */
export function useReading(): { reading: Reading; read(text: string, isComplete: boolean): Promise<void> } {
  const [reading, set] = useState<Reading>({ is: 'nothing' })
  const latest = useRef('')
  const asked = useRef('')
  const read = async (text: string, isComplete: boolean) => {
    latest.current = text
    const show = (next: Reading) => latest.current === text && set(next)
    if (text === '' || isPrivateKey(text)) return void show({ is: text === '' ? 'nothing' : 'private' })
    const own = await readHere(text)
    if (own !== undefined) return void show(own)
    if (asked.current === text) return
    asked.current = ''
    if (!isComplete) return void show({ is: 'nothing' })
    asked.current = text
    show({ is: 'asked' })
    show(await readThere(text))
  }
  return { reading, read }
}

async function readHere(text: string): Promise<Reading | undefined> {
  const { subtle } = crypto as Partial<Crypto> // browsers have it only on pages from localhost or over HTTPS
  const key = readLine(text)
  if (key === undefined || subtle === undefined) return undefined
  const digest = new Uint8Array(await subtle.digest('SHA-256', key.blob))
  return { is: 'key', ...key, sha256: btoa(String.fromCharCode(...digest)).replaceAll('=', '') }
}

async function readThere(text: string): Promise<Reading> {
  try {
    const { KeyType, KeyBits, FingerprintSha256, Comment, PublicKey, Refusal } = await describePublicKey(text)
    return {
      is: 'key',
      type: KeyType,
      bits: KeyBits,
      sha256: FingerprintSha256,
      comment: Comment,
      ...(Refusal !== undefined && { instead: { refusal: Refusal, line: PublicKey } })
    }
  } catch (error) {
    return { is: 'refused', error }
  }
}
