/** How often logons failed: who guesses is held up. */
export interface Failures {
  /** Whether there were too many in the last minute, of one address for one server. */
  areTooMany(address: string, server: string): boolean
  count(address: string, server: string): void
}

const windowMs = 60_000
const maxEntries = 10_000

/** `perMinute` is 0 for any number. */
export function createFailures(perMinute: number): Failures {
  const counts = new Map<string, { since: number; failures: number }>()
  const current = (key: string) => {
    const count = counts.get(key)
    return count !== undefined && performance.now() - count.since < windowMs ? count : undefined
  }
  return {
    areTooMany: (address, server) => perMinute > 0 && (current(`${address} ${server}`)?.failures ?? 0) >= perMinute,
    count(address, server) {
      const key = `${address} ${server}`
      const count = current(key)
      if (count !== undefined) {
        count.failures++
        return
      }
      counts.delete(key)
      counts.set(key, { since: performance.now(), failures: 1 })
      // The oldest is the first.
      for (const oldest of counts.keys()) {
        if (counts.size <= maxEntries) break
        counts.delete(oldest)
      }
    }
  }
}
