/** How many connections there are, and may be. */
export interface ConnectionLimiter {
  /** Undefined where one more is too many; otherwise to be called when it has ended. */
  admit(server: string): (() => void) | undefined
}

export const maxConnections = 1000
const mostOfOneServer = 200

export function createConnectionLimiter(): ConnectionLimiter {
  const counts = new Map<string, number>()
  let total = 0
  return {
    admit(server) {
      const count = counts.get(server) ?? 0
      if (total >= maxConnections || count >= mostOfOneServer) return undefined
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
