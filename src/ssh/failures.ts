/** Counts failed logons, so that passwords can't be guessed by trying many. */
import { LRUCache } from 'lru-cache'

export interface Failures {
  /** Whether one address failed too often at one server in the last minute. */
  areTooMany(address: string, server: string): boolean
  count(address: string, server: string): void
}

const windowMs = 60_000
const maxEntries = 10_000

/** `perMinute` is 0 for no limit. */
export function createFailures(perMinute: number): Failures {
  // A minute begins with the first failure: `count` changes an entry in place, and its age stays.
  const minutes = new LRUCache<string, { failures: number }>({ max: maxEntries, ttl: windowMs })
  return {
    areTooMany: (address, server) => perMinute > 0 && (minutes.get(`${address} ${server}`)?.failures ?? 0) >= perMinute,
    count(address, server) {
      const key = `${address} ${server}`
      const minute = minutes.get(key)
      if (minute === undefined) minutes.set(key, { failures: 1 })
      else minute.failures += 1
    }
  }
}
