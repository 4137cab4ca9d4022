import { randomBytes } from 'node:crypto'

/** `c-…` of a command, `t-…` of an invocation. */
export function newId(kind: 'c' | 't'): string {
  const letters = [...randomBytes(13)].map((byte) => (byte % 36).toString(36))
  return `${kind}-${letters.join('')}`
}
