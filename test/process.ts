/** The built program as a process of its own, for tests of what happens between processes and after their death. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { caller } from './fixture.ts'

const built = fileURLToPath(new URL('../dist/launch.cjs', import.meta.url))

/** Settings for a machine that other tests may keep busy: it's slow then, and not away. */
export const patient = { SWAS_MAX_EVENT_LOOP_DELAY_MS: '0', SWAS_DATABASE_CONNECT_TIMEOUT_MS: '60000' }

export interface Running {
  readonly endpoint: string
  readonly rpc: ReturnType<typeof caller>
  /** Kills it as `kill -9` does, and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to end, and gives its exit code. */
  stop(): Promise<number | null>
}

export interface Ended {
  readonly code: number | null
  readonly stderr: string
}

/** Starts it on any free port; it is killed when the test ends. Rejects with what it said when it ends instead. */
export async function run(
  t: Test,
  environment: Record<string, string> = {},
  program: string = built
): Promise<Running> {
  const child = launch({ ...patient, ...environment }, [], program)
  t.after(() => kill(child))
  const [endpoint, ended] = [listening(child), end(child)]
  const first = await Promise.race([endpoint, ended])
  if (typeof first !== 'string') throw new Error(first.stderr)
  return {
    endpoint: first,
    rpc: caller(first),
    kill: () => kill(child),
    async stop() {
      child.kill('SIGTERM')
      return (await ended).code
    }
  }
}

/** Starts it where it is expected to refuse, and gives what it said. */
export async function runToEnd(environment: Record<string, string>, ...args: string[]): Promise<Ended> {
  return await end(launch(environment, args))
}

/** Starts it and gives the process, for tests that end it before it is ready. */
export function launch(
  environment: Record<string, string>,
  args: readonly string[] = [],
  program: string = built
): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

async function listening(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output to read')
  for await (const line of createInterface(child.stdout)) {
    const found = /swas-local answers at http:\/\/([\d.:]+)/.exec(line)
    if (found?.[1] !== undefined) {
      child.stdout.resume()
      return found[1]
    }
  }
  return new Promise(() => {})
}

async function end(child: ChildProcess): Promise<Ended> {
  let stderr = ''
  child.stderr?.on('data', (data) => {
    stderr += data
  })
  const [code] = await once(child, 'close')
  return { code, stderr }
}
