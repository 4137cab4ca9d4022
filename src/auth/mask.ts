/** What a caller keeps to itself: it stays out of logs, reports and the database. Only its own reply repeats it. */
import type { Pair } from './encode.ts'

const secretNames = /Password$|^(Signature|SecurityToken|BearerToken|ClientToken|PublicKey|PublicKeyBody|Parameters)$/i
const publicNames = /^PublicKey(Body)?$/i
const secretHeaders = /^(authorization|proxy-authorization|cookie|x-acs-(security|bearer)-token)$/i

export const masked = '***'

/** A private key in a text, wherever somebody pasted it. */
const privateKey = /PRIVATE KEY-----|PuTTY-User-Key-File-|BEGIN SSH2 ENCRYPTED/

export const mask = ([name, value]: Pair): Pair => [
  name,
  secretNames.test(name) || privateKey.test(value) ? masked : value
]

/**
 * Parameters without what is secret, long texts cut to `maxLength` characters. A public key stays only where the call was
 * done, since then it was one: people paste private keys.
 */
export function maskDeep(
  parameters: Readonly<Record<string, unknown>>,
  isDone: boolean,
  maxLength: number
): Record<string, unknown> {
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string' && privateKey.test(value)) return masked
    if (typeof value === 'string') return value.length > maxLength ? `${value.slice(0, maxLength)}…` : value
    if (Array.isArray(value)) return value.map(visit)
    return typeof value === 'object' && value !== null ? maskDeep(value as typeof parameters, isDone, maxLength) : value
  }
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      const isSecret = secretNames.test(name) && !(isDone && publicNames.test(name))
      return [name, isSecret ? masked : visit(value)]
    })
  )
}

export const maskHeader = ([name, value]: Pair): Pair => [name, secretHeaders.test(name) ? masked : value]
