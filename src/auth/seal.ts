/** What may rest in a database only so that a reader of the database gets nothing from it. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16

/** Initialisation vector, authentication tag, ciphertext. The key has 32 bytes. */
export function seal(key: Buffer, content: unknown): Buffer {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv(algorithm, key, iv)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

/** What was sealed under this key; throws when it was another key or the bytes were changed. */
export function unseal(key: Buffer, bytes: Buffer): unknown {
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivLength))
  decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength))
  const opened = Buffer.concat([decipher.update(bytes.subarray(ivLength + tagLength)), decipher.final()])
  return JSON.parse(opened.toString('utf8'))
}
