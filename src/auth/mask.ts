/** What a caller keeps to itself: it stays out of errors and reports, though the cloud repeats it. */
import type { Pair } from './encode.ts'

const secretNames = /Password$|^(Signature|SecurityToken|BearerToken|ClientToken|PublicKey|PublicKeyBody)$/i
const secretHeaders = /^(authorization|proxy-authorization|cookie|x-acs-(security|bearer)-token)$/i

const masked = '***'

export const mask = ([name, value]: Pair): Pair => [name, secretNames.test(name) ? masked : value]

export const maskHeader = ([name, value]: Pair): Pair => [name, secretHeaders.test(name) ? masked : value]
