import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

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

const algorithm = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16

// A result may hold a private key: only who knows the token can open it, a reader of the database can't.
/** Seals a result under its token: initialisation vector, authentication tag, ciphertext. */
export function seal(token: string, result: unknown): Buffer {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv(algorithm, derive(token, 'client token, seal'), iv)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(result), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

/** The result that was sealed under this token; throws when it was another token or the bytes were changed. */
export function unseal(token: string, bytes: Buffer): unknown {
  const decipher = createDecipheriv(algorithm, derive(token, 'client token, seal'), bytes.subarray(0, ivLength))
  decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength))
  const opened = Buffer.concat([decipher.update(bytes.subarray(ivLength + tagLength)), decipher.final()])
  return JSON.parse(opened.toString('utf8'))
}
