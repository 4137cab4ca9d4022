/** The threads of this process: each serves one server at a time, so that no server waits for another's loop. */
import { availableParallelism } from 'node:os'
import { limits } from '../shell/limits.ts'
import type { Run } from '../shell/protocol.ts'
import { type DiskAnswers, type Job, type RunAnswers, startThread, type Thread } from './thread.ts'

export class NoThreadError extends Error {}

export interface Threads {
  /** Throws NoThreadError where as many servers or programs as may be are busy, and stay so; or where it `isOver` before it begins. */
  run(what: Run, answers: RunAnswers, isOver: () => boolean): Promise<Job>
  close(): Promise<void>
}

/** A thread that nobody needs ends after so long; it takes 24 MB and a fifth of a second to start another. */
const idleMs = 30_000
/** So many threads are started at once; before one more, a busy one may become free. */
const promptly = 2 * availableParallelism()
const waitMs = 200
const patienceMs = 10_000

export function createThreads(disk: DiskAnswers, onError: (error: Error) => void): Threads {
  const threads = new Map<Thread, NodeJS.Timeout | undefined>()
  const starting = new Map<string, Promise<Thread>>()
  const waiting: (() => void)[] = []
  let isClosed = false

  const find = (instanceId: string): Thread | undefined => {
    const all = [...threads.keys()]
    return all.find((thread) => thread.instanceId === instanceId) ?? all.find((thread) => thread.jobs === 0)
  }
  const start = async (instanceId: string): Promise<Thread> => {
    const thread = await startThread(disk, onError)
    thread.instanceId = instanceId
    threads.set(thread, undefined)
    void thread.exited.then(() => {
      clearTimeout(threads.get(thread))
      threads.delete(thread)
      waiting.shift()?.()
    })
    if (isClosed) await thread.end('Killed')
    return thread
  }
  /** Until one may be free, or `ms` are over. */
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      waiting.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  const startFor = async (instanceId: string): Promise<void> => {
    const own = starting.get(instanceId)
    if (own !== undefined) return void (await own)
    const begun = start(instanceId).finally(() => starting.delete(instanceId))
    starting.set(instanceId, begun)
    await begun
  }
  const rest = (thread: Thread) => {
    if (thread.jobs > 0 || !threads.has(thread)) return
    threads.set(thread, setTimeout(() => void thread.end('Killed'), idleMs).unref())
    waiting.shift()?.()
  }

  return {
    async run(what, answers, isOver) {
      const { instanceId } = what.machine
      const until = performance.now() + patienceMs
      let hasWaited = false
      for (;;) {
        if (isClosed || isOver()) throw new NoThreadError()
        // Found and taken without a pause between, or another server could take it as well.
        const thread = find(instanceId)
        if (thread !== undefined && thread.jobs < limits.programs) {
          clearTimeout(threads.get(thread))
          thread.instanceId = instanceId
          const job = thread.run(what, answers)
          void job.ended.then(() => rest(thread))
          return job
        }
        const count = threads.size + starting.size
        const mayStart = thread === undefined && count < limits.threads && (hasWaited || count < promptly)
        if (mayStart || starting.has(instanceId)) await startFor(instanceId)
        else if (performance.now() > until) throw new NoThreadError()
        else await pause(hasWaited ? patienceMs : waitMs)
        hasWaited = true
      }
    },
    async close() {
      isClosed = true
      for (const wake of waiting.splice(0)) wake()
      await Promise.all([...threads.keys()].map((thread) => thread.end('Killed')))
    }
  }
}
