import { createHmac, hkdfSync } from 'node:crypto'
import { seal, unseal } from '../auth/seal.ts'

/** How long a token is remembered, in milliseconds. The cloud doesn't say; 24 hours is our choice. */
export const clientTokenLifeMs = 24 * 60 * 60 * 1000

const derive = (token: string, purpose: string) => Buffer.from(hkdfSync('sha256', token, 'swas-local', purpose, 32))

export const hashToken = (token: string): Buffer => derive(token, 'client token, name')

/** Order-independent hash of the parameters without ClientToken. Keyed (HMAC), because they may hold a password. */
export function hashParameters(token: string, parameters: Record<string, unknown>): Buffer {
  const { ClientToken: _, ...others } = parameters
  const ordered = Object.keys(others)
    .sort()
    .map((name) => [name, others[name]])
  return createHmac('sha256', derive(token, 'client token, parameters')).update(JSON.stringify(ordered)).digest()
}

// A result may hold a private key. It is encrypted under the token, so a reader of the database can't open it.
const encryptionKey = (token: string) => derive(token, 'client token, seal')

export const sealResult = (token: string, result: unknown): Buffer => seal(encryptionKey(token), result)

/** Throws if the result was sealed under another token, or if the bytes were changed. */
export const unsealResult = (token: string, sealed: Buffer): unknown => unseal(encryptionKey(token), sealed)
