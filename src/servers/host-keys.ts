/** The host keys of servers. They are derived from a secret, the server and its disk, and aren't stored. */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { deriveRsa } from '../keys/derived-rsa.ts'
import { ed25519Of } from '../keys/ed25519.ts'
import type { GeneratedKey } from '../keys/generate.ts'
import type { Db } from '../store/db.ts'
import { findOrKeepSecret } from '../store/secrets.ts'

/**
 * A server with its system disk; or the SSH port itself, for clients whose address doesn't say which server they mean.
 */
export type HostKeyOwner = { readonly instanceId: string; readonly systemDisk: number } | 'shared'

export interface HostKeys {
  /** Ed25519 and RSA, in this order. */
  of(owner: HostKeyOwner): Promise<readonly GeneratedKey[]>
}

/** The secret of the host keys: derived from the encryption key, or else kept in the database for all replicas. */
export async function findHostSecret(db: Db, encryptionKey: Buffer | undefined): Promise<Buffer> {
  if (encryptionKey !== undefined) return Buffer.from(hkdfSync('sha256', encryptionKey, 'swas-local', 'host keys', 32))
  return await findOrKeepSecret(db, 'host keys', randomBytes(32))
}

/** Each owner has two keys of some 4 KiB together. */
const maxOwners = 1000

/** Gives the same keys for the same secret, in all replicas. */
export function createHostKeys(secret: Buffer): HostKeys {
  const cache = new LRUCache<string, Promise<readonly GeneratedKey[]>>({ max: maxOwners })

  const derive = async (name: string) => {
    const seed = (type: string) => createHmac('sha256', secret).update(`${type} ${name}`).digest()
    return [ed25519Of(seed('ed25519'), ''), await deriveRsa(seed('rsa'))]
  }

  return {
    of(owner) {
      // The names are inputs of the derivation: another name gives other keys.
      const name = owner === 'shared' ? 'door' : `${owner.instanceId} ${owner.systemDisk}`
      const known = cache.get(name)
      if (known !== undefined) return known
      const keys = derive(name)
      cache.set(name, keys)
      keys.catch(() => cache.delete(name))
      return keys
    }
  }
}
