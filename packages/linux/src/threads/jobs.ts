/** The programs that run on one thread, with the time that each may compute. */
import { limits } from '../shell/limits.ts'
import type { RunAnswers, RunEnd } from '../shell/protocol.ts'

export interface Jobs {
  readonly size: number
  /** Resolves when the job has ended. */
  add(run: number, answers: RunAnswers): Promise<RunEnd>
  answersOf(run: number): RunAnswers | undefined
  /** Starts the time that a job has to end by itself. */
  markSignalled(run: number): void
  finish(run: number, end: RunEnd): void
  finishAll(end: RunEnd): void
}

interface Job {
  readonly answers: RunAnswers
  /** The thread's active time, in ms, from which this job's own is counted. */
  activeBefore: number
  readonly end: (end: RunEnd) => void
  signalledAt: number | undefined
}

const checkMs = 100
/** A program that still runs so long after a signal is killed, with its thread. */
const graceMs = 300

/** `active`: how many ms the thread has computed; `onOverrun` is called with the reason when a job must be killed. */
export function createJobs(active: () => number, onOverrun: (message: string) => void): Jobs {
  const jobs = new Map<number, Job>()
  let checking: NodeJS.Timeout | undefined
  const check = () => {
    const now = performance.now()
    for (const job of jobs.values()) {
      job.activeBefore = Math.min(active(), job.activeBefore + checkMs * limits.cpuShare)
      const { activeBefore, signalledAt } = job
      if (active() - activeBefore > limits.cpuMs) onOverrun('CPU time limit exceeded')
      else if (signalledAt !== undefined && now - signalledAt > graceMs) onOverrun('Killed')
    }
  }
  const finish = (run: number, end: RunEnd) => {
    const job = jobs.get(run)
    jobs.delete(run)
    job?.end(end)
    if (jobs.size === 0) clearInterval(checking)
  }
  return {
    get size() {
      return jobs.size
    },
    add: (run, answers) =>
      new Promise((resolve) => {
        if (jobs.size === 0) checking = setInterval(check, checkMs).unref()
        jobs.set(run, { answers, activeBefore: active(), end: resolve, signalledAt: undefined })
      }),
    answersOf: (run) => jobs.get(run)?.answers,
    markSignalled(run) {
      const job = jobs.get(run)
      if (job !== undefined) job.signalledAt ??= performance.now()
    },
    finish,
    finishAll(end) {
      for (const run of [...jobs.keys()]) finish(run, end)
      clearInterval(checking)
    }
  }
}
