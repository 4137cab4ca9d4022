/** The key that encrypts secrets in the database. It is never stored there. */
import { hkdfSync, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const length = 32

export interface EncryptionKeySources {
  /** The setting. */
  readonly encryptionKey: string | undefined
  readonly databaseUrl: string | undefined
  readonly dataDir: string | undefined
}

/**
 * From the setting; else from a file in the data folder; else random, for the life of the process. undefined for a
 * shared database without the setting.
 */
export function findEncryptionKey({ encryptionKey, databaseUrl, dataDir }: EncryptionKeySources): Buffer | undefined {
  if (encryptionKey !== undefined)
    return Buffer.from(hkdfSync('sha256', encryptionKey, 'swas-local', 'sealing key', length))
  if (databaseUrl !== undefined) return undefined
  return dataDir === undefined ? randomBytes(length) : keyOfFolder(dataDir)
}

// The owner of the folder can read the file. It protects secrets in copies of the database's files.
function keyOfFolder(dataDir: string): Buffer {
  const file = join(dataDir, 'encryption.key')
  try {
    writeFileSync(file, randomBytes(length), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = readFileSync(file)
  if (key.length !== length) throw new Error(`${file} is not an encryption key: it must have ${length} bytes.`)
  return key
}
