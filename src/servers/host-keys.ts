/** By what a server is known to those who log on: it follows from the server and its disk, and rests nowhere. */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { deriveRsa } from '../keys/derived-rsa.ts'
import { ed25519Of } from '../keys/ed25519.ts'
import type { GeneratedKey } from '../keys/generate.ts'
import type { Db } from '../store/db.ts'
import { findOrKeepSecret } from '../store/secrets.ts'

/** Whose keys: a server with the disk that it has, or the door itself, for who doesn't say by the address which server. */
export type Host = { readonly instanceId: string; readonly systemDisk: number } | 'door'

export interface HostKeys {
  /** Ed25519 and RSA, in this order. */
  of(host: Host): Promise<readonly GeneratedKey[]>
}

/** What the keys follow from: what secrets are sealed under, or one that rests in the database where there is none. */
export async function findHostSecret(db: Db, encryptionKey: Buffer | undefined): Promise<Buffer> {
  if (encryptionKey !== undefined) return Buffer.from(hkdfSync('sha256', encryptionKey, 'swas-local', 'host keys', 32))
  return await findOrKeepSecret(db, 'host keys', randomBytes(32))
}

const maxKeys = 1000 // of some 4 KiB each

/** The same keys for the same secret, in all replicas. */
export function createHostKeys(secret: Buffer): HostKeys {
  const known = new Map<string, Promise<readonly GeneratedKey[]>>()

  const derive = async (name: string) => {
    const seed = (type: string) => createHmac('sha256', secret).update(`${type} ${name}`).digest()
    return [ed25519Of(seed('ed25519'), ''), await deriveRsa(seed('rsa'))]
  }

  return {
    of(host) {
      const name = host === 'door' ? host : `${host.instanceId} ${host.systemDisk}`
      const keys = known.get(name) ?? derive(name)
      // What was asked for last stands last.
      known.delete(name)
      known.set(name, keys)
      keys.catch(() => known.delete(name))
      for (const oldest of known.keys()) {
        if (known.size <= maxKeys) break
        known.delete(oldest)
      }
      return keys
    }
  }
}
