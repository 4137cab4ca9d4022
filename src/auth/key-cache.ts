/** AccessKeys that rest in a shared place, remembered until one of them is changed. */
import type { Found } from './access-keys.ts'

export interface StoredAccessKeys {
  find(name: string): Promise<Found>
  /** Another one than before when an AccessKey that was there was changed. */
  revision(): Promise<string>
}

export interface KeyCache {
  find(name: string): Promise<Found>
  /** To be called after a change of our own; that of another replica is heard of within a second. */
  forget(): void
}

const lookMs = 1000
const most = 10_000

/** Where nobody else can change what rests (`isShared` is false), nothing is asked again. */
export function createKeyCache(stored: StoredAccessKeys, isShared: boolean): KeyCache {
  let known = new Map<string, Promise<Found>>()
  let revision: string | undefined
  let looked = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | undefined
  let changes = 0

  const look = async () => {
    const [begun, before] = [performance.now(), changes]
    const current = await stored.revision()
    if (current !== revision) known = new Map() // whatever is being read now is dropped with the old one
    revision = current
    if (changes === before) looked = begun
  }

  const read = (name: string) => {
    if (known.size >= most) known.clear()
    const [into, found] = [known, stored.find(name)]
    into.set(name, found)
    found.catch(() => into.delete(name))
    return found
  }

  return {
    async find(name) {
      if (isShared && performance.now() - looked > lookMs) {
        looking ??= look().finally(() => {
          looking = undefined
        })
        await looking
      }
      return await (known.get(name) ?? read(name))
    },
    forget() {
      changes++
      known = new Map()
      looked = Number.NEGATIVE_INFINITY
    }
  }
}
