import { createHmac, hkdfSync } from 'node:crypto'
import { seal, unseal } from '../auth/seal.ts'

/** How long a token is remembered, in milliseconds. The cloud doesn't say; 24 hours is our choice. */
export const clientTokenLifeMs = 24 * 60 * 60 * 1000

const derive = (token: string, purpose: string) => Buffer.from(hkdfSync('sha256', token, 'swas-local', purpose, 32))

export const hashToken = (token: string): Buffer => derive(token, 'client token, name')

/** Of all parameters but the token itself, whatever their order. Keyed, since a password may be among them. */
export function hashParameters(token: string, parameters: Record<string, unknown>): Buffer {
  const { ClientToken: _, ...others } = parameters
  const ordered = Object.keys(others)
    .sort()
    .map((name) => [name, others[name]])
  return createHmac('sha256', derive(token, 'client token, parameters')).update(JSON.stringify(ordered)).digest()
}

// A result may hold a private key: only who knows the token can open it, a reader of the database can't.
const encryptionKey = (token: string) => derive(token, 'client token, seal')

export const sealResult = (token: string, result: unknown): Buffer => seal(encryptionKey(token), result)

/** Throws when it was sealed under another token or the bytes were changed. */
export const unsealResult = (token: string, sealed: Buffer): unknown => unseal(encryptionKey(token), sealed)
