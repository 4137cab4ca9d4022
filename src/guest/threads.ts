/** The threads of this process: each serves one server at a time, so that no server waits for another's loop. */
import { limits } from './shell/limits.ts'
import type { Run } from './shell/protocol.ts'
import { type DiskAnswers, type Job, type RunAnswers, startThread, type Thread } from './thread.ts'

export class NoThreadError extends Error {}

export interface Threads {
  /** Throws NoThreadError where as many servers as may be are busy. */
  run(what: Run, answers: RunAnswers): Promise<Job>
  close(): Promise<void>
}

/** A thread that nobody needs ends after so long; it takes 24 MB and a fifth of a second to start another. */
const idleMs = 30_000

export function createThreads(disk: DiskAnswers, onFault: (error: Error) => void): Threads {
  const threads = new Map<Thread, NodeJS.Timeout | undefined>()
  const starting = new Map<string, Promise<Thread>>()
  let isClosed = false

  const start = async (instanceId: string): Promise<Thread> => {
    const thread = await startThread(disk, onFault)
    thread.instanceId = instanceId
    threads.set(thread, undefined)
    void thread.exited.then(() => {
      clearTimeout(threads.get(thread))
      threads.delete(thread)
    })
    if (isClosed) await thread.end('Killed')
    return thread
  }
  const find = (instanceId: string): Thread | undefined => {
    const all = [...threads.keys()]
    return all.find((thread) => thread.instanceId === instanceId) ?? all.find((thread) => thread.jobs === 0)
  }
  const startFor = async (instanceId: string): Promise<Thread> => {
    if (!starting.has(instanceId)) {
      if (threads.size + starting.size >= limits.threads) throw new NoThreadError()
      starting.set(
        instanceId,
        start(instanceId).finally(() => starting.delete(instanceId))
      )
    }
    return await (starting.get(instanceId) ?? start(instanceId))
  }
  const rest = (thread: Thread) => {
    if (thread.jobs > 0 || !threads.has(thread)) return
    threads.set(thread, setTimeout(() => void thread.end('Killed'), idleMs).unref())
  }

  return {
    async run(what, answers) {
      const { instanceId } = what.machine
      // Found and taken without a pause between, or another server could take it as well.
      const thread = find(instanceId) ?? (await startFor(instanceId))
      if (thread.jobs >= limits.programs) throw new NoThreadError()
      clearTimeout(threads.get(thread))
      thread.instanceId = instanceId
      const job = thread.run(what, answers)
      void job.ended.then(() => rest(thread))
      return job
    },
    async close() {
      isClosed = true
      await Promise.all([...threads.keys()].map((thread) => thread.end('Killed')))
    }
  }
}
