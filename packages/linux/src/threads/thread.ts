/** One thread of shells, as the main thread sees it. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { contain } from '../contain.ts'
import { DiskFullError, DiskGoneError } from '../disk/entry.ts'
import { limits } from '../shell/limits.ts'
import type { Answers, DiskAnswers, Order, Report, Run, RunAnswers, RunEnd } from '../shell/protocol.ts'
import { createJobs, type Jobs } from './jobs.ts'

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
  /** Ends the thread and its programs; `message` is what their sessions show. */
  end(message: string): Promise<void>
  readonly exited: Promise<void>
}

type OnError = (error: Error) => void
type Ask = Extract<Report, { type: 'ask' }>

const killed = (message: string): RunEnd => ({ exit: { signal: 'KILL', message } })

/** Resolves when the thread is ready; rejects if it can't be started. */
export async function startThread(disk: DiskAnswers, onError: OnError): Promise<Thread> {
  const worker = startWorker(onError)
  let ending = 'Killed'
  let terminating: Promise<unknown> | undefined
  const end = async (message: string) => {
    if (terminating === undefined) ending = message
    terminating ??= worker.terminate()
    await terminating
  }
  const jobs = createJobs(
    () => worker.performance.eventLoopUtilization().active,
    (message) => void end(message)
  )
  const post = (order: Order) => worker.postMessage(order)
  const ready = listen(worker, jobs, {
    onAsk: (ask) => void reply(ask, { ...disk, ...jobs.answersOf(ask.run) }, { post, onError }),
    onError
  })
  worker.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') ending = 'Cannot allocate memory'
    else onError(error)
  })
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      jobs.finishAll(killed(ending))
      resolve()
    })
  })
  await ready

  let runs = 0
  return {
    get jobs() {
      return jobs.size
    },
    instanceId: undefined,
    exited,
    end,
    run(what, answers) {
      const run = ++runs
      const ended = jobs.add(run, answers)
      post({ type: 'run', run, what })
      return {
        ended,
        signal(name) {
          jobs.markSignalled(run)
          post({ type: 'signal', run, name })
        },
        resize: (columns, rows) => post({ type: 'resize', run, columns, rows })
      }
    }
  }
}

// Beside the program, or in dist/ when swas-local runs from its sources.
const workerFile = () =>
  ['./guest-worker.js', '../../../../dist/guest-worker.js']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path)) ?? './guest-worker.js'

function startWorker(onError: OnError): Worker {
  const worker = new Worker(workerFile(), {
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMiB, maxYoungGenerationSizeMb: 32 },
    env: {},
    execArgv: [],
    stdin: false
  })
  worker.unref()
  contain(worker, (error) => onError(error as Error))
  return worker
}

interface Listeners {
  readonly onAsk: (ask: Ask) => void
  readonly onError: OnError
}

/** Takes the thread's reports; resolves at its first, `ready`. */
const listen = (worker: Worker, jobs: Jobs, { onAsk, onError }: Listeners): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.once('error', reject).once('exit', () => reject(new Error('a thread of shells ended before it was ready')))
    worker.on('message', (message: Report) => {
      if (message.type === 'ready') resolve()
      else if (message.type === 'ended') jobs.finish(message.run, message.end)
      else if (message.type === 'ask') onAsk(message)
      else {
        onError(new Error(message.message))
        jobs.finish(message.run, killed('the shell of swas-local failed; its log says why'))
      }
    })
  })

interface ReplyTo {
  readonly post: (order: Order) => void
  readonly onError: OnError
}

/** Answers one question of a program. A failure goes back to the thread; one of the database also goes to `onError`. */
async function reply(
  { question, name, ask }: Ask,
  answers: Partial<Answers>,
  { post, onError }: ReplyTo
): Promise<void> {
  try {
    const answer = answers[name] as ((ask: unknown) => Promise<unknown>) | undefined
    post({ type: 'reply', question, value: await answer?.(ask) })
  } catch (error) {
    const about = error instanceof DiskFullError ? 'full' : error instanceof DiskGoneError ? 'gone' : undefined
    if (about === undefined && name.endsWith('Disk')) onError(error as Error)
    post({ type: 'failure', question, message: (error as Error).message, about })
  }
}
