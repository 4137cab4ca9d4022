/** One thread of shells, as the main thread sees it. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { contain } from '../contain.ts'
import { DiskFullError, DiskGoneError } from '../disk/entry.ts'
import { limits } from '../shell/limits.ts'
import type { Order, Questions, Report, Run, RunEnd } from '../shell/protocol.ts'

/** What answers a run's questions. */
export type Answers = { [N in keyof Questions]: (ask: Questions[N]['ask']) => Promise<Questions[N]['reply']> }
export type DiskAnswers = Pick<Answers, 'readDisk' | 'writeDisk'>
export type RunAnswers = Omit<Answers, 'readDisk' | 'writeDisk'>

export interface Job {
  readonly ended: Promise<RunEnd>
  signal(name: string): void
  resize(columns: number, rows: number): void
}

export interface Thread {
  readonly jobs: number
  /** The server that it served last. */
  instanceId: string | undefined
  run(what: Run, answers: RunAnswers): Job
  /** Ends it with all that runs on it; `message` is what those who wait are told. */
  end(message: string): Promise<void>
  readonly exited: Promise<void>
}

// Beside the program, or built into dist/ when this runs from its sources.
const file = () =>
  ['./guest-worker.js', '../../../../dist/guest-worker.js']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path)) ?? './guest-worker.js'

const checkMs = 100
const graceMs = 300

interface Waiting {
  readonly answers: RunAnswers
  activeBefore: number
  readonly end: (end: RunEnd) => void
  signalledAt: number | undefined
}

const killed = (message: string): RunEnd => ({ exit: { signal: 'KILL', message } })

/** Resolves when the thread is ready; rejects where it can't be started. */
export async function startThread(disk: DiskAnswers, onError: (error: Error) => void): Promise<Thread> {
  const worker = new Worker(file(), {
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMiB, maxYoungGenerationSizeMb: 32 },
    env: {},
    execArgv: [],
    stdin: false
  })
  worker.unref()
  contain(worker, (error) => onError(error as Error))
  const jobs = new Map<number, Waiting>()
  let runs = 0
  let ending = 'Killed'
  let terminating: Promise<unknown> | undefined
  const post = (order: Order) => worker.postMessage(order)
  const active = () => worker.performance.eventLoopUtilization().active

  const finish = (run: number, end: RunEnd) => {
    const job = jobs.get(run)
    jobs.delete(run)
    job?.end(end)
    if (jobs.size === 0) clearInterval(checking)
  }
  const end = async (message: string) => {
    if (terminating === undefined) ending = message
    terminating ??= worker.terminate()
    await terminating
  }
  let checking: NodeJS.Timeout | undefined
  const check = () => {
    const now = performance.now()
    for (const job of jobs.values()) {
      job.activeBefore = Math.min(active(), job.activeBefore + checkMs * limits.cpuShare)
      const { activeBefore, signalledAt } = job
      if (active() - activeBefore > limits.cpuMs) void end('CPU time limit exceeded')
      else if (signalledAt !== undefined && now - signalledAt > graceMs) void end('Killed')
    }
  }
  const reply = async ({ question, run, name, ask }: Extract<Report, { type: 'ask' }>) => {
    const answers: Partial<Answers> = { ...disk, ...jobs.get(run)?.answers }
    try {
      const answer = answers[name] as ((ask: unknown) => Promise<unknown>) | undefined
      post({ type: 'reply', question, value: await answer?.(ask) })
    } catch (error) {
      const about = error instanceof DiskFullError ? 'full' : error instanceof DiskGoneError ? 'gone' : undefined
      if (about === undefined && name.endsWith('Disk')) onError(error as Error)
      post({ type: 'failure', question, message: (error as Error).message, about })
    }
  }
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('error', reject).once('exit', () => reject(new Error('a thread of shells ended before it was ready')))
    worker.on('message', (message: Report) => {
      if (message.type === 'ready') resolve()
      else if (message.type === 'ended') finish(message.run, message.end)
      else if (message.type === 'ask') void reply(message)
      else {
        onError(new Error(message.message))
        finish(message.run, killed('the shell of swas-local failed; its log says why'))
      }
    })
  })
  worker.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') ending = 'Cannot allocate memory'
    else onError(error)
  })
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      for (const run of [...jobs.keys()]) finish(run, killed(ending))
      clearInterval(checking)
      resolve()
    })
  })
  await ready

  return {
    get jobs() {
      return jobs.size
    },
    instanceId: undefined,
    exited,
    end,
    run(what, answers) {
      const run = ++runs
      const ended = new Promise<RunEnd>((resolve) => {
        if (jobs.size === 0) checking = setInterval(check, checkMs).unref()
        jobs.set(run, { answers, activeBefore: active(), end: resolve, signalledAt: undefined })
      })
      post({ type: 'run', run, what })
      return {
        ended,
        signal(name) {
          const job = jobs.get(run)
          if (job !== undefined) job.signalledAt ??= performance.now()
          post({ type: 'signal', run, name })
        },
        resize: (columns, rows) => post({ type: 'resize', run, columns, rows })
      }
    }
  }
}
