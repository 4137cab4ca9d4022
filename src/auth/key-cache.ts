/** AccessKeys that rest in a database, remembered until one of them is changed. */
import type { Found } from './access-keys.ts'

export interface KeyCache {
  find(name: string): Promise<Found>
  forget(): void
}

const maxEntries = 10_000

export function createKeyCache(read: (name: string) => Promise<Found>): KeyCache {
  let known = new Map<string, Promise<Found>>()

  const remember = (name: string) => {
    if (known.size >= maxEntries) known.clear()
    const [into, found] = [known, read(name)] // dropped with the map when it is forgotten meanwhile
    into.set(name, found)
    found.catch(() => into.delete(name))
    return found
  }

  return {
    find: async (name) => await (known.get(name) ?? remember(name)),
    forget() {
      known = new Map()
    }
  }
}
