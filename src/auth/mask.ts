/**
 * Masks what is secret in a request for logs, reports and the database. Only the response to the caller has it in full.
 */
import type { Pair } from './encode.ts'

const secretNames = /Password$|^(Signature|SecurityToken|BearerToken|ClientToken|PublicKey|PublicKeyBody|Parameters)$/i
const publicNames = /^PublicKey(Body)?$/i
const secretHeaders = /^(authorization|proxy-authorization|cookie|x-acs-(security|bearer)-token)$/i

export const masked = '***'

/** Marks of a private key, in whatever parameter it was pasted. */
const privateKey = /PRIVATE KEY-----|PuTTY-User-Key-File-|BEGIN SSH2 ENCRYPTED/

export const mask = ([name, value]: Pair): Pair => [
  name,
  secretNames.test(name) || privateKey.test(value) ? masked : value
]

/**
 * Masks secret parameters, and cuts long texts to `maxLength` characters. A public key is shown only if `isDone`, the
 * call succeeded: otherwise it may be a private key that was pasted by mistake.
 */
export function maskDeep(
  parameters: Readonly<Record<string, unknown>>,
  options: { readonly isDone: boolean; readonly maxLength: number }
): Record<string, unknown> {
  const { isDone, maxLength } = options
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string' && privateKey.test(value)) return masked
    if (typeof value === 'string') return value.length > maxLength ? `${value.slice(0, maxLength)}…` : value
    if (Array.isArray(value)) return value.map(visit)
    return typeof value === 'object' && value !== null ? maskDeep(value as typeof parameters, options) : value
  }
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      const isSecret = secretNames.test(name) && !(isDone && publicNames.test(name))
      return [name, isSecret ? masked : visit(value)]
    })
  )
}

export const maskHeader = ([name, value]: Pair): Pair => [name, secretHeaders.test(name) ? masked : value]
