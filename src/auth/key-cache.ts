/** AccessKeys of the database, cached until one of them changes. */
import { LRUCache } from 'lru-cache'
import type { Found } from './access-keys.ts'

export interface KeyCache {
  find(name: string): Promise<Found>
  /** Empties the cache, also of what is being read. */
  forget(): void
}

const maxEntries = 10_000

export function createKeyCache(read: (name: string) => Promise<Found>): KeyCache {
  const cache = new LRUCache<string, Promise<Found>>({ max: maxEntries })

  const remember = (name: string) => {
    const found = read(name)
    cache.set(name, found)
    found.catch(() => cache.peek(name) === found && cache.delete(name))
    return found
  }

  return {
    find: async (name) => await (cache.get(name) ?? remember(name)),
    forget: () => cache.clear()
  }
}
