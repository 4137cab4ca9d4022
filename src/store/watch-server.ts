/** Keeps track of whether a PostgreSQL server answers. */
import { setInterval, setTimeout } from 'node:timers' // immune to tests that replace the global timers
import type { Availability } from './availability.ts'
import { isServing } from './unavailable.ts'

/** When a statement runs for this long, another connection checks whether the server answers at all. */
const suspectMs = 1000
/** Interval of the checks while the server is unavailable. */
const retryMs = 500
/** How long one answer counts as proof that the server is available. */
const trustMs = 1000

/**
 * Finds out whether the server answers, whenever there is a reason to doubt it. `probeServer` resolves with the reason why
 * it doesn't.
 */
export function watchServer(
  probeServer: () => Promise<Error | undefined>,
  cutConnections: (reason: Error) => void,
  availability: Availability
) {
  let checking: Promise<void> | undefined
  let answeredAt = Number.NEGATIVE_INFINITY
  let isStopped = false

  // A frozen server keeps its connections open and answers nothing: destroying the sockets wakes the waiting callers.
  async function checkOnce(): Promise<void> {
    const reason = await probeServer()
    if (isStopped) return
    if (reason === undefined) {
      answeredAt = performance.now()
      return availability.back()
    }
    availability.away(reason)
    cutConnections(reason)
    setTimeout(checkNow, retryMs).unref()
  }
  function checkNow(): Promise<void> {
    checking ??= checkOnce().finally(() => {
      checking = undefined
    })
    return checking
  }
  const suspect = () => {
    if (!isStopped) void checkNow()
  }
  return {
    suspect,
    async watch<T>(work: Promise<T>): Promise<T> {
      const suspecting = setInterval(checkNow, suspectMs)
      try {
        const result = await work
        answeredAt = performance.now()
        return result
      } catch (error) {
        if (!isServing(error)) suspect()
        throw error
      } finally {
        clearInterval(suspecting)
      }
    },
    async check() {
      if (performance.now() - answeredAt > trustMs && !isStopped) await checkNow()
    },
    stop() {
      isStopped = true
    }
  }
}
