import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseUnavailableError } from './unavailable.ts'

const retryMs = 500

/** Repeats `work` while the database is unavailable, until `isOver`. Throws every other error. */
export async function untilBack<T>(work: () => Promise<T>, isOver: () => boolean): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError) || isOver()) throw error
      await sleep(retryMs, undefined, { ref: false })
    }
  }
}
