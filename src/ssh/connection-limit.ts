/** Limits the number of connections, in total and for each server. */
export interface ConnectionLimiter {
  /** Counts a connection. Gives the function to call when it has ended; undefined if the limit is reached. */
  admit(server: string): (() => void) | undefined
}

const maxConnections = 1000
const maxPerServer = 200

export function createConnectionLimiter(): ConnectionLimiter {
  const counts = new Map<string, number>()
  let total = 0
  return {
    admit(server) {
      const count = counts.get(server) ?? 0
      if (total >= maxConnections || count >= maxPerServer) return undefined
      total += 1
      counts.set(server, count + 1)
      return () => {
        total -= 1
        const left = (counts.get(server) ?? 1) - 1
        if (left === 0) counts.delete(server)
        else counts.set(server, left)
      }
    }
  }
}
