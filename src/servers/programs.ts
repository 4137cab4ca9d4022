/** Starts a program on a server: one command on plain streams, one command on a terminal, or an interactive shell. */
import { createInput } from '@swas-local/linux/io.ts'
import { root } from '@swas-local/linux/programs/user.ts'
import { interact } from '@swas-local/linux/shell/interactive.ts'
import type { Run, RunAnswers, ShellState } from '@swas-local/linux/shell/protocol.ts'
import { createTty, type Tty } from '@swas-local/linux/terminal/tty.ts'
import { answersOfStreams, answersOfTerminal } from '@swas-local/linux/threads/answers.ts'
import type { Threads } from '@swas-local/linux/threads/pool.ts'
import type { Job } from '@swas-local/linux/threads/thread.ts'
import type { Exit, Start, Terminal } from '@swas-local/linux/types.ts'
import type { Server } from '../store/servers.ts'
import type { GuestsOptions } from './guests-options.ts'
import { createServices } from './host-calls.ts'
import { toMachine } from './machine.ts'

export interface ProgramHost extends GuestsOptions {
  readonly threads: Threads
  /** Called when a program has changed its own server, as `reboot` does. */
  readonly onChange: () => void
}

export interface Program {
  readonly start: Start
  readonly server: Server
  /**
   * Called with each job that begins; with undefined while an interactive shell runs none, or when its terminal is
   * gone.
   */
  readonly onJob: (job: Job | undefined) => void
  /** Whether the program is to end, so that no further job begins. */
  readonly isOver: () => boolean
}

/** Resolves when the program has ended. Throws NoThreadError when no thread becomes free. */
export async function runProgram(host: ProgramHost, program: Program): Promise<Exit> {
  const { terminal } = program.start
  if (terminal !== undefined) return await runOnTerminal(host, program, terminal)
  const { start, onJob } = program
  const answers = answersOfStreams(start, createInput(start.stdin), servicesOf(host, program))
  // A shell without a terminal reads its commands from stdin.
  const job = await startJob(host, program, answers, { command: start.command ?? 'bash -s', state: undefined })
  onJob(job)
  return (await job.ended).exit
}

async function runOnTerminal(host: ProgramHost, program: Program, terminal: Terminal): Promise<Exit> {
  const { start, onJob } = program
  const tty = createTty(start.stdin, start.stdout)
  const answers = answersOfTerminal(tty, servicesOf(host, program))
  const run = async (command: string, state: Run['state']) => {
    const job = await startJob(host, program, answers, { command, state })
    terminal.onResize = () => {
      job.resize(terminal.columns, terminal.rows)
      tty.wake()
    }
    return job
  }
  tty.onGone(() => onJob(undefined))
  if (start.command !== undefined) return await runCommand(tty, await run(start.command, undefined), onJob)
  const capture = (command: string, state: ShellState) => captureOutput(host, program, answers, { command, state })
  return await interact({ tty, terminal, home: userOf(start).home, run, capture, onJob })
}

async function runCommand(tty: Tty, job: Job, onJob: Program['onJob']): Promise<Exit> {
  onJob(job)
  tty.cook((name) => job.signal(name))
  return (await job.ended).exit
}

/** What a command of the shell itself writes, for example to complete a word. */
async function captureOutput(
  host: ProgramHost,
  program: Program,
  answers: RunAnswers,
  what: Pick<Run, 'command' | 'state'>
): Promise<string> {
  const parts: Uint8Array[] = []
  const output: RunAnswers['output'] = async ({ isError, bytes }) => void (isError || parts.push(bytes))
  const job = await startJob(host, program, { ...answers, output, stdin: async () => undefined }, what)
  await job.ended
  return Buffer.concat(parts).toString()
}

function startJob(
  host: ProgramHost,
  { start, server, isOver }: Program,
  answers: RunAnswers,
  what: Pick<Run, 'command' | 'state'>
): Promise<Job> {
  const { terminal } = start
  const user = userOf(start)
  const run: Run = {
    ...what,
    machine: toMachine(server, host),
    user,
    environment: { ...(terminal && { TERM: terminal.name }), ...start.environment },
    workingDirectory: start.workingDirectory ?? user.home,
    terminal: terminal && { columns: terminal.columns, rows: terminal.rows }
  }
  return host.threads.run(run, answers, isOver)
}

const userOf = ({ user = root }: Start) => user

const servicesOf = ({ db, scenario, onChange }: ProgramHost, { server }: Program) =>
  createServices({ db, scenario, server, onChange })
