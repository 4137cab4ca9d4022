/** Runs what waits to be run, in this process or in another one on the same database: each command once. */
import { randomUUID } from 'node:crypto'
import type { Guests } from '@swas-local/linux/types.ts'
import type { Db } from '../store/db.ts'
import { type Claimed, claim, failOrphaned, finish, type Key, renewLeases } from '../store/invocation-queue.ts'
import { DatabaseUnavailableError } from '../store/unavailable.ts'
import { untilBack } from '../store/until-back.ts'
import { run } from './run.ts'

export interface Runner {
  /** To be called when something may wait to be run. */
  kick(): void
  /** Ends what runs, and notes that. */
  close(): Promise<void>
}

export interface RunnerOptions {
  readonly db: Db
  readonly guests: Guests
  readonly now: () => Date
  /** Whether other processes use the database: then it is asked from time to time, whatever this one knows. */
  readonly isShared: boolean
  readonly onError: (error: unknown) => void
}

/** So many commands run at the same time in one process; more wait. */
const maxRunning = 24
const pollMs = 2000
const renewMs = 5000
/** After the database was away: so long no command is taken for lost; three times what an alive process needs to say so. */
const patienceMs = 3 * renewMs

const nameOf = ({ invokeId, instanceId }: Key) => `${invokeId} ${instanceId}`

export function createRunner({ db, guests, now, isShared, onError }: RunnerOptions): Runner {
  const runnerId = randomUUID()
  const running = new Map<string, { job: Key; interrupt: AbortController; done: Promise<void> }>()
  let awayAt = Number.NEGATIVE_INFINITY
  let isClosed = false
  let isWanted = false
  let mayWait = false
  let working: Promise<void> | undefined

  function start(job: Claimed): void {
    const interrupt = new AbortController()
    const work = async () => {
      const ending = await run(guests, job, interrupt.signal)
      await untilBack(
        () => finish(db, runnerId, job, ending, now()),
        () => isClosed
      )
    }
    const done = work()
      .catch(onError)
      .finally(() => {
        running.delete(nameOf(job))
        if (mayWait) kick()
      })
    running.set(nameOf(job), { job, interrupt, done })
  }

  function fail(error: unknown): void {
    if (error instanceof DatabaseUnavailableError) awayAt = performance.now()
    onError(error)
  }

  async function work(): Promise<void> {
    while (isWanted && !isClosed) {
      isWanted = false
      mayWait = true
      // No process could say that it is alive while the database was away.
      if (performance.now() - awayAt > patienceMs) await failOrphaned(db, { runnerId, isAlone: !isShared, now: now() })
      const room = maxRunning - running.size
      if (room === 0) return
      const jobs = await claim(db, runnerId, room, now())
      mayWait = jobs.length === room
      for (const job of jobs) start(job)
    }
  }

  function kick(): void {
    isWanted = true
    working ??= work()
      .catch(fail)
      .finally(() => {
        working = undefined
        if (isWanted && !isClosed) kick()
      })
  }

  // What is no longer ours was taken for dead, or deleted.
  async function renew(): Promise<void> {
    if (running.size === 0) return
    const before = [...running.values()].map(({ job }) => job)
    const own = new Set((await renewLeases(db, runnerId, before)).map(nameOf))
    for (const job of before) if (!own.has(nameOf(job))) running.get(nameOf(job))?.interrupt.abort()
  }

  const renewing = setInterval(() => renew().catch(fail), renewMs).unref()
  const polling = setInterval(() => (isShared || mayWait) && kick(), pollMs).unref()

  return {
    kick,
    async close() {
      isClosed = true
      clearInterval(renewing)
      clearInterval(polling)
      await working
      for (const { interrupt } of running.values()) interrupt.abort()
      await Promise.all([...running.values()].map(({ done }) => done))
    }
  }
}
