/**
 * The threads of this process. Each serves one server at a time, so that a busy loop on one server never delays
 * another.
 */
import { availableParallelism } from 'node:os'
import { limits } from '../shell/limits.ts'
import type { DiskAnswers, Run, RunAnswers } from '../shell/protocol.ts'
import { type Job, startThread, type Thread } from './thread.ts'

export class NoThreadError extends Error {}

export interface Threads {
  /**
   * Throws NoThreadError if the limit of servers or programs stays reached, or if `isOver()` before the program begins.
   */
  run(what: Run, answers: RunAnswers, isOver: () => boolean): Promise<Job>
  close(): Promise<void>
}

/** An idle thread ends after this time. Starting another takes 24 MB and a fifth of a second. */
const idleMs = 30_000
/** So many threads start at once. Before one more starts, a busy one gets `waitMs` to become free. */
const promptThreads = 2 * availableParallelism()
const waitMs = 200
const patienceMs = 10_000

export const createThreads = (disk: DiskAnswers, onError: (error: Error) => void): Threads =>
  new Pool(() => startThread(disk, onError))

class Pool implements Threads {
  private readonly startThread: () => Promise<Thread>
  /** Each with the timer that ends it, if it is idle. */
  private readonly threads = new Map<Thread, NodeJS.Timeout | undefined>()
  /** By instance id. */
  private readonly starting = new Map<string, Promise<Thread>>()
  private readonly waiting: (() => void)[] = []
  private isClosed = false

  constructor(startThread: () => Promise<Thread>) {
    this.startThread = startThread
  }

  async run(what: Run, answers: RunAnswers, isOver: () => boolean): Promise<Job> {
    const { instanceId } = what.machine
    const until = performance.now() + patienceMs
    let hasWaited = false
    for (;;) {
      if (this.isClosed || isOver()) throw new NoThreadError()
      // No await between find and begin, or another server could take the same thread.
      const thread = this.find(instanceId)
      if (thread !== undefined && thread.jobs < limits.programs) return this.begin(thread, what, answers)
      const count = this.threads.size + this.starting.size
      const mayStart = thread === undefined && count < limits.threads && (hasWaited || count < promptThreads)
      if (mayStart || this.starting.has(instanceId)) await this.startFor(instanceId)
      else if (performance.now() > until) throw new NoThreadError()
      else await this.pause(hasWaited ? patienceMs : waitMs)
      hasWaited = true
    }
  }

  async close(): Promise<void> {
    this.isClosed = true
    for (const wake of this.waiting.splice(0)) wake()
    await Promise.all([...this.threads.keys()].map((thread) => thread.end('Killed')))
  }

  /** The server's own thread, or an idle one. */
  private find(instanceId: string): Thread | undefined {
    const all = [...this.threads.keys()]
    return all.find((thread) => thread.instanceId === instanceId) ?? all.find((thread) => thread.jobs === 0)
  }

  private begin(thread: Thread, what: Run, answers: RunAnswers): Job {
    clearTimeout(this.threads.get(thread))
    thread.instanceId = what.machine.instanceId
    const job = thread.run(what, answers)
    void job.ended.then(() => this.release(thread))
    return job
  }

  private release(thread: Thread): void {
    if (thread.jobs > 0 || !this.threads.has(thread)) return
    this.threads.set(thread, setTimeout(() => void thread.end('Killed'), idleMs).unref())
    this.waiting.shift()?.()
  }

  /** Starts one thread for the server; callers that come meanwhile wait for the same one. */
  private async startFor(instanceId: string): Promise<void> {
    const own = this.starting.get(instanceId)
    if (own !== undefined) return void (await own)
    const started = this.start(instanceId).finally(() => this.starting.delete(instanceId))
    this.starting.set(instanceId, started)
    await started
  }

  private async start(instanceId: string): Promise<Thread> {
    const thread = await this.startThread()
    thread.instanceId = instanceId
    this.threads.set(thread, undefined)
    void thread.exited.then(() => {
      clearTimeout(this.threads.get(thread))
      this.threads.delete(thread)
      this.waiting.shift()?.()
    })
    if (this.isClosed) await thread.end('Killed')
    return thread
  }

  /** Resolves when a thread may have become free, or after `ms`. */
  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.waiting.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}
