/** Finds public keys anywhere in a text. */
import { certificateTypes, plainTypes } from '../key-types.ts'
import { type PublicKey, parsePublicKey } from '../public-key.ts'
import { wireString } from '../wire.ts'

/** The Base64 of each type's first bytes, as far as later bytes don't change it. */
const heads = [...plainTypes.keys(), ...certificateTypes.keys()].map((type) => {
  const bytes = wireString(type)
  return { type, head: bytes.toString('base64').slice(0, Math.floor((bytes.length * 4) / 3)) }
})

/** A line break with the blanks that a terminal or an editor adds. */
const lineBreak = /[ \t]*\r?\n[ \t]*/y
const base64Run = /[A-Za-z0-9+/]+={0,2}/y

export interface FoundKey {
  /** Without a comment. */
  readonly key: PublicKey
  /** The place of its data in the text. */
  readonly start: number
  readonly end: number
}

/** For 16 KiB of text: more lines than any key has at 40 characters a line. */
const maxLines = 500

/**
 * The keys in a text, each once. The key data may be wrapped and may lack its padding. It must end where a run of
 * Base64 ends, so that a word behind truncated data isn't taken for the rest of it.
 */
export function findKeys(text: string): FoundKey[] {
  const found = new Map<string, FoundKey>()
  let lines = 0
  let at = 0
  for (let next = nextHead(text, at); next !== undefined; next = nextHead(text, at)) {
    const { start, type } = next
    let [data, end] = runAt(text, start)
    at = end
    for (;;) {
      const key = keyOf(type, data)
      if (key !== undefined) {
        if (!found.has(key.line)) found.set(key.line, { key, start, end })
        at = end
        break
      }
      lineBreak.lastIndex = end
      const [more, afterwards] = lineBreak.test(text) ? runAt(text, lineBreak.lastIndex) : ['', end]
      if (more === '' || ++lines > maxLines) break
      data += more
      end = afterwards
    }
  }
  return [...found.values()]
}

/** Whether key data begins somewhere in the text. */
export const hasKeyData = (text: string): boolean => nextHead(text, 0) !== undefined

function nextHead(text: string, from: number): { type: string; start: number } | undefined {
  const places = heads.flatMap(({ type, head }) => {
    const start = text.indexOf(head, from)
    return start === -1 ? [] : { type, start }
  })
  return places.sort((one, other) => one.start - other.start)[0]
}

function runAt(text: string, start: number): [run: string, end: number] {
  base64Run.lastIndex = start
  const [run = ''] = base64Run.exec(text) ?? []
  return [run, start + run.length]
}

function keyOf(type: string, data: string): PublicKey | undefined {
  try {
    return parsePublicKey(`${type} ${Buffer.from(data, 'base64').toString('base64')}`)
  } catch {
    return undefined
  }
}
