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
  const newCache = () => new LRUCache<string, Promise<Found>>({ max: maxEntries })
  let cache = newCache()

  const remember = (name: string) => {
    const [current, found] = [cache, read(name)]
    current.set(name, found)
    found.catch(() => current.delete(name))
    return found
  }

  return {
    find: async (name) => await (cache.get(name) ?? remember(name)),
    forget() {
      cache = newCache()
    }
  }
}
