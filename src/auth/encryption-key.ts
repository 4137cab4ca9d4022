/** The key that secrets rest under: never in the database itself. */
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

/** From the setting, else of the data folder's own file, else as long as the process lives; none for a shared database. */
export function findEncryptionKey({ encryptionKey, databaseUrl, dataDir }: EncryptionKeySources): Buffer | undefined {
  if (encryptionKey !== undefined)
    return Buffer.from(hkdfSync('sha256', encryptionKey, 'swas-local', 'sealing key', length))
  if (databaseUrl !== undefined) return undefined
  return dataDir === undefined ? randomBytes(length) : keyOfFolder(dataDir)
}

// Who owns the folder may read it all the same: this keeps secrets out of copies of the database's files.
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
