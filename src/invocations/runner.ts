/** Runs the commands that wait, in this process or in another one on the same database: each command once. */
import { randomUUID } from 'node:crypto'
import type { Guests } from '@swas-local/linux/types.ts'
import type { Db } from '../store/db.ts'
import { claim, failOrphaned } from '../store/invocation-queue.ts'
import { DatabaseUnavailableError } from '../store/unavailable.ts'
import { createRunningJobs } from './running-jobs.ts'

export interface Runner {
  /** Call it when a command may be waiting. */
  kick(): void
  /** Interrupts the commands that run, and stores that. */
  close(): Promise<void>
}

export interface RunnerOptions {
  readonly db: Db
  readonly guests: Guests
  readonly now: () => Date
  /** Whether other processes use the database: then this one polls for the commands that they queue. */
  readonly isShared: boolean
  readonly onError: (error: unknown) => void
}

const pollMs = 2000
const renewMs = 5000
/**
 * How long after an outage of the database no command counts as lost: three times the interval in which processes renew
 * their leases.
 */
const patienceMs = 3 * renewMs

export function createRunner({ db, guests, now, isShared, onError }: RunnerOptions): Runner {
  const runnerId = randomUUID()
  let unavailableAt = Number.NEGATIVE_INFINITY
  let isClosed = false
  let isDue = false
  /** Whether the queue may hold more commands than this process had room for. */
  let mayWait = false
  let working: Promise<void> | undefined
  const jobs = createRunningJobs({ db, guests, now, onError, runnerId, onFree: () => mayWait && kick() })

  function fail(error: unknown): void {
    if (error instanceof DatabaseUnavailableError) unavailableAt = performance.now()
    onError(error)
  }

  async function work(): Promise<void> {
    while (isDue && !isClosed) {
      isDue = false
      mayWait = true
      // No process could renew its leases while the database was unavailable.
      const isAfterOutage = performance.now() - unavailableAt <= patienceMs
      if (!isAfterOutage) await failOrphaned(db, { runnerId, isAlone: !isShared, now: now() })
      const free = jobs.free()
      if (free === 0) return
      const claimed = await claim(db, runnerId, free, now())
      mayWait = claimed.length === free
      for (const job of claimed) jobs.start(job)
    }
  }

  function kick(): void {
    isDue = true
    working ??= work()
      .catch(fail)
      .finally(() => {
        working = undefined
        if (isDue && !isClosed) kick()
      })
  }

  const renewing = setInterval(() => jobs.renew().catch(fail), renewMs).unref()
  const polling = setInterval(() => (isShared || mayWait) && kick(), pollMs).unref()

  return {
    kick,
    async close() {
      isClosed = true
      clearInterval(renewing)
      clearInterval(polling)
      await working
      await jobs.close()
    }
  }
}
