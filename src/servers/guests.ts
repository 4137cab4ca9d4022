/** The programs that run on the servers of this process. */
import { DiskFullError } from '@swas-local/linux/disk/entry.ts'
import { createInput, write } from '@swas-local/linux/io.ts'
import { root } from '@swas-local/linux/programs/user.ts'
import { interact } from '@swas-local/linux/shell/interactive.ts'
import type { Run, ShellState } from '@swas-local/linux/shell/protocol.ts'
import { createTty } from '@swas-local/linux/terminal/tty.ts'
import { answersOfStreams, answersOfTerminal } from '@swas-local/linux/threads/answers.ts'
import { createThreads, NoThreadError } from '@swas-local/linux/threads/pool.ts'
import type { Job } from '@swas-local/linux/threads/thread.ts'
import type { Exit, Guests, Process, Start } from '@swas-local/linux/types.ts'
import { readDisk, writeDisk } from '../store/guest-disk.ts'
import { findServer, type Server } from '../store/servers.ts'
import { untilBack } from '../store/until-back.ts'
import { createDisks } from './guest-disks.ts'
import type { GuestsOptions } from './guests-options.ts'
import { createServices } from './host-calls.ts'
import { toMachine } from './machine.ts'
import { createPresence } from './presence.ts'

const gone: Exit = { signal: 'HUP', message: 'The server is not running.' }

export function createGuests(options: GuestsOptions): Guests {
  const { db, scenario, machineNow, onError } = options
  let isClosed = false
  // Programs wait for a database that is away as for a disk that hangs.
  const wait = <T>(work: () => Promise<T>) => untilBack(work, () => isClosed)
  const threads = createThreads(
    {
      readDisk: ({ instanceId, revision }) => wait(() => readDisk(db, instanceId, revision)),
      writeDisk: ({ instanceId, entries, revision }) => wait(() => writeDisk(db, instanceId, entries, revision))
    },
    onError
  )
  const disks = createDisks(options)
  const attendance = createPresence({ db, now: scenario.now, onError })

  const program = async (
    start: Start,
    server: Server,
    onJob: (job: Job | undefined) => void,
    isOver: () => boolean
  ): Promise<Exit> => {
    const user = start.user ?? root
    const services = createServices({ db, scenario, server, onChange: attendance.look })
    const what = (command: string, state: Run['state']): Run => ({
      machine: toMachine(server, scenario.now().getTime() - machineNow().getTime()),
      user,
      command,
      environment: { ...(start.terminal && { TERM: start.terminal.name }), ...start.environment },
      workingDirectory: start.workingDirectory ?? user.home,
      state,
      terminal: start.terminal && { columns: start.terminal.columns, rows: start.terminal.rows }
    })
    const { terminal, command } = start
    if (terminal === undefined) {
      const input = createInput(start.stdin)
      const answers = answersOfStreams(start, input, services)
      // A shell without a terminal reads its commands from stdin.
      const job = await threads.run(what(command ?? 'bash -s', undefined), answers, isOver)
      onJob(job)
      return (await job.ended).exit
    }
    const tty = createTty(start.stdin, start.stdout)
    const answers = answersOfTerminal(tty, services)
    const run = async (line: string, state: Run['state']) => {
      const job = await threads.run(what(line, state), answers, isOver)
      terminal.onResize = () => {
        job.resize(terminal.columns, terminal.rows)
        tty.wake()
      }
      return job
    }
    tty.onGone(() => onJob(undefined))
    if (command !== undefined) {
      const job = await run(command, undefined)
      onJob(job)
      tty.cook((name) => job.signal(name))
      return (await job.ended).exit
    }
    const capture = async (line: string, state: ShellState) => {
      const parts: Uint8Array[] = []
      const output = async ({ isError, bytes }: { isError: boolean; bytes: Uint8Array }) =>
        void (isError || parts.push(bytes))
      const silent = { ...answers, output, stdin: async () => undefined }
      await (await threads.run(what(line, state), silent, isOver)).ended
      return Buffer.concat(parts).toString()
    }
    return await interact({ tty, terminal, home: user.home, run, capture, onJob })
  }

  return {
    run(start): Process {
      let job: Job | undefined
      let asked: { name: string; exit: Exit } | undefined
      let giveUp: (exit: Exit) => void = () => {}
      const given = new Promise<Exit>((resolve) => {
        giveUp = resolve
      })
      // Between two lines no program runs, and the shell itself goes.
      const end = (name: string, exit: Exit) => {
        asked ??= { name, exit }
        job?.signal(name)
        if (start.command === undefined || job === undefined) giveUp(exit)
      }
      const onJob = (started: Job | undefined) => {
        job = started
        if (asked !== undefined) job?.signal(asked.name)
      }
      const timer =
        start.timeoutMs === undefined
          ? undefined
          : setTimeout(
              () => end('TERM', { signal: 'TERM', message: 'Its time was over.', isTimeout: true }),
              start.timeoutMs
            ).unref()
      const work = async (): Promise<Exit> => {
        const server = await wait(() => findServer(db, { instanceId: start.instanceId }, scenario.now()))
        if (server?.status !== 'Running') return gone
        const leave = attendance.trackSession(start.instanceId, () => end('HUP', gone))
        try {
          const exit = await Promise.race([program(start, server, onJob, () => asked !== undefined), given])
          return asked?.exit ?? exit
        } finally {
          leave()
          clearTimeout(timer)
        }
      }
      const ended = work().catch(async (error: Error): Promise<Exit> => {
        if (error instanceof NoThreadError) {
          await write(start.stderr, Buffer.from('bash: fork: Resource temporarily unavailable\n'))
          return { code: 254 }
        }
        if (!(error instanceof DiskFullError)) onError(error)
        return { signal: 'KILL', message: error.message }
      })
      return { ended, signal: (name) => end(name, { signal: name, message: '' }) }
    },
    attend: attendance.trackSession,
    withDisk: disks.withDisk,
    look: attendance.look,
    async close() {
      isClosed = true
      attendance.close()
      await disks.close()
      await threads.close()
    }
  }
}
