/** Programs on a server, without SSH or HTTP in between. */
import { PassThrough } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { Exit, Guests, Process, Start, Terminal } from '@swas-local/linux/types.ts'
import type { Test } from 'tap'
import { createGuests } from '../../src/servers/guests.ts'
import { makeInstances, type Service, start } from '../fixture.ts'

export interface Ran {
  readonly exit: Exit
  readonly stdout: string
  readonly stderr: string
}

export interface GuestService extends Service {
  readonly guests: Guests
  readonly instanceId: string
  readonly faults: Error[]
}

/** The service with one server, whose programs run in this process. */
export async function startGuests(t: Test, overrides: Parameters<typeof start>[1] = {}): Promise<GuestService> {
  const service = await start(t, overrides)
  const [instanceId = ''] = await makeInstances(service)
  const faults: Error[] = []
  const guests = guestsOf(service, faults)
  t.after(async () => {
    await guests.close()
    for (const fault of faults) throw fault
  })
  return { ...service, guests, instanceId, faults }
}

/** The programs of another replica. */
export function guestsOf({ database, clock }: Pick<Service, 'database' | 'clock'>, faults: Error[]) {
  return createGuests({
    db: database.db,
    scenario: { now: clock.now, transitionDelayOf: () => ({ viaMs: 0, viaReads: 0 }) },
    machineNow: clock.now,
    onError: (error) => faults.push(error)
  })
}

type Options = Partial<Omit<Start, 'instanceId' | 'command' | 'stdin'>> & {
  readonly input?: string | Buffer | undefined
}

/** Runs a command whose input is `input`. */
export async function run(guests: Guests, instanceId: string, command: string, options: Options = {}): Promise<Ran> {
  const { stdout, stderr, process, stdin } = launch(guests, instanceId, command, options)
  stdin.end(options.input ?? '')
  const exit = await process.ended
  return { exit, stdout: stdout(), stderr: stderr() }
}

export interface Launched {
  readonly process: Process
  readonly stdin: PassThrough
  readonly stdout: () => string
  readonly stderr: () => string
  /** Waits until stdout contains it. */
  readonly saw: (text: string | RegExp) => Promise<void>
}

export function launch(
  guests: Guests,
  instanceId: string,
  command: string | undefined,
  options: Options = {}
): Launched {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const texts = { stdout: '', stderr: '' }
  stdout.on('data', (data) => {
    texts.stdout += data
  })
  stderr.on('data', (data) => {
    texts.stderr += data
  })
  const { input: _, ...more } = options
  const process = guests.run({
    instanceId,
    command,
    environment: {},
    terminal: undefined,
    from: '127.0.0.1',
    stdin,
    stdout,
    stderr,
    ...more
  })
  const saw = async (text: string | RegExp) => {
    const has = () => (typeof text === 'string' ? texts.stdout.includes(text) : text.test(plain(texts.stdout)))
    for (let tries = 0; !has(); tries++) {
      if (tries > 1000) throw new Error(`${text} was never seen in ${JSON.stringify(texts)}`)
      await wait(10)
    }
  }
  return { process, stdin, stdout: () => texts.stdout, stderr: () => texts.stderr, saw }
}

export const makeTerminal = (columns = 80, rows = 24): Terminal => ({
  name: 'xterm-256color',
  columns,
  rows,
  onResize: undefined
})

/** Without escape sequences. */
export const plain = (text: string) => text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '')
