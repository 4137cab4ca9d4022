/** A program on a server from its start to its end, and what ends it early. */
import { DiskFullError } from '@swas-local/linux/disk/entry.ts'
import { write } from '@swas-local/linux/io.ts'
import { NoThreadError } from '@swas-local/linux/threads/pool.ts'
import type { Job } from '@swas-local/linux/threads/thread.ts'
import type { Exit, Process, Start } from '@swas-local/linux/types.ts'
import type { Server } from '../store/servers.ts'
import type { Presence } from './presence.ts'
import { type ProgramHost, runProgram } from './programs.ts'

export interface ProcessHost extends ProgramHost {
  readonly presence: Presence
  findServer(instanceId: string): Promise<Server | undefined>
}

type SignalExit = Extract<Exit, { signal: string }>

const gone: SignalExit = { signal: 'HUP', message: 'The server is not running.' }

export function startProcess(host: ProcessHost, start: Start): Process {
  const termination = createTermination(start)
  const ended = run(host, start, termination).catch((error: Error) => exitOf(error, start, host.onError))
  return { ended, signal: (name) => termination.end({ signal: name, message: '' }) }
}

async function run(host: ProcessHost, start: Start, termination: Termination): Promise<Exit> {
  const { timeoutMs } = start
  const timedOut: SignalExit = { signal: 'TERM', message: 'Its time was over.', isTimeout: true }
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => termination.end(timedOut), timeoutMs).unref()
  const server = await host.findServer(start.instanceId)
  if (server?.status !== 'Running') return gone
  const leave = host.presence.trackSession(start.instanceId, () => termination.end(gone))
  const { onJob, isAsked } = termination
  try {
    const exit = await Promise.race([
      runProgram(host, { start, server, onJob, isOver: isAsked }),
      termination.withoutProgram
    ])
    return termination.exit() ?? exit
  } finally {
    leave()
    clearTimeout(timer)
  }
}

/** Ends a program early. The first reason is the one that is reported. */
interface Termination {
  end(exit: SignalExit): void
  isAsked(): boolean
  /** undefined until `end` was called. */
  exit(): SignalExit | undefined
  /** The job that gets the signals, also those that came before it began. */
  onJob(job: Job | undefined): void
  /** Resolves when `end` found no program to send a signal to: between two lines of a shell, the shell itself ends. */
  readonly withoutProgram: Promise<Exit>
}

function createTermination({ command }: Start): Termination {
  let job: Job | undefined
  let asked: SignalExit | undefined
  let giveUp: (exit: Exit) => void = () => {}
  const withoutProgram = new Promise<Exit>((resolve) => {
    giveUp = resolve
  })
  return {
    withoutProgram,
    isAsked: () => asked !== undefined,
    exit: () => asked,
    onJob(started) {
      job = started
      if (asked !== undefined) job?.signal(asked.signal)
    },
    end(exit) {
      asked ??= exit
      job?.signal(exit.signal)
      if (command === undefined || job === undefined) giveUp(exit)
    }
  }
}

async function exitOf(error: Error, { stderr }: Start, onError: (error: Error) => void): Promise<Exit> {
  if (error instanceof NoThreadError) {
    await write(stderr, Buffer.from('bash: fork: Resource temporarily unavailable\n'))
    return { code: 254 }
  }
  if (!(error instanceof DiskFullError)) onError(error)
  return { signal: 'KILL', message: error.message }
}
