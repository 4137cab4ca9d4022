/** The commands that run in this process. */
import type { Guests } from '@swas-local/linux/types.ts'
import type { Db } from '../store/db.ts'
import { type Claimed, finish, type Key, renewLeases } from '../store/invocation-queue.ts'
import { untilBack } from '../store/until-back.ts'
import { run } from './run.ts'

export interface RunningJobs {
  /** How many more may start. */
  free(): number
  start(job: Claimed): void
  /** Tells other processes that this one is alive, and interrupts the jobs that it no longer holds. */
  renew(): Promise<void>
  /** Interrupts all jobs, and resolves when their ends are stored. */
  close(): Promise<void>
}

export interface RunningJobsOptions {
  readonly db: Db
  readonly guests: Guests
  readonly now: () => Date
  readonly onError: (error: unknown) => void
  /** The process, as its leases name it. */
  readonly runnerId: string
  /** Called when a job has ended and another may start. */
  readonly onFree: () => void
}

const maxRunning = 24

const nameOf = ({ invokeId, instanceId }: Key) => `${invokeId} ${instanceId}`

export function createRunningJobs({ db, guests, now, onError, runnerId, onFree }: RunningJobsOptions): RunningJobs {
  const running = new Map<string, { job: Key; interrupt: AbortController; done: Promise<void> }>()
  let isClosed = false

  const work = async (job: Claimed, interrupted: AbortSignal) => {
    const ending = await run(guests, job, interrupted)
    await untilBack(
      () => finish(db, { ...job, runnerId }, ending, now()),
      () => isClosed
    )
  }

  return {
    free: () => maxRunning - running.size,
    start(job) {
      const interrupt = new AbortController()
      const done = work(job, interrupt.signal)
        .catch(onError)
        .finally(() => {
          running.delete(nameOf(job))
          onFree()
        })
      running.set(nameOf(job), { job, interrupt, done })
    },
    async renew() {
      if (running.size === 0) return
      const before = [...running.values()].map(({ job }) => job)
      const held = new Set((await renewLeases(db, runnerId, before)).map(nameOf))
      // A job that is no longer held was taken for lost, or its invocation was deleted.
      for (const job of before) if (!held.has(nameOf(job))) running.get(nameOf(job))?.interrupt.abort()
    },
    async close() {
      isClosed = true
      for (const { interrupt } of running.values()) interrupt.abort()
      await Promise.all([...running.values()].map(({ done }) => done))
    }
  }
}
