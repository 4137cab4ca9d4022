/** The processes that are measured: each is started here, asked until it answers, and ended. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import manifest from '../package.json' with { type: 'json' }
import { findServer, startServer } from '../scripts/testing/postgres.ts'
import { print } from './print.ts'

const patienceMs = 60_000
const program = manifest.bin['swas-local']

export interface Program {
  /** Node's arguments. */
  readonly args: readonly string[]
  readonly environment?: Record<string, string>
  readonly port: number
  /** Asked until it answers. */
  readonly path: string
}

export interface Started {
  readonly endpoint: string
  /** From the spawn to the first answer. */
  readonly startMs: number
  readonly pid: number
  stop(): Promise<void>
}

/** The service as `npm start` runs it, on the embedded database unless one is given. */
export async function service(databaseUrl?: string): Promise<Program> {
  const port = await freePort()
  const environment = {
    PORT: String(port),
    SSH_PORT: '0',
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl })
  }
  return { args: [program], environment, port, path: '/_swas/health' }
}

export async function startProgram({ args, environment, port, path }: Program): Promise<Started> {
  const before = performance.now()
  const child = spawnNode(args, environment)
  const { pid = 0 } = child
  const stop = () => end(child)
  while (!(await answers(port, path))) {
    if (child.exitCode !== null) throw new Error(`${args[0]} ended with ${child.exitCode}`)
    if (performance.now() - before > patienceMs) {
      await stop()
      throw new Error(`${args[0]} doesn't answer`)
    }
    await wait(2)
  }
  return { endpoint: `127.0.0.1:${port}`, startMs: performance.now() - before, pid, stop }
}

/** Node with nothing of the caller's settings; its log goes nowhere, its complaints are shown. */
export function spawnNode(args: readonly string[], environment: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'inherit']
  })
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const hurry = setTimeout(() => child.kill('SIGKILL'), 5000)
  await gone
  clearTimeout(hurry)
}

// Any answer of Azurite's will do (it refuses a caller without a name); ours must be 200, and 503 comes before it.
const answers = (port: number, path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode !== 503)
    })
    request.on('error', () => resolve(false))
  })

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Megabytes of a process: its own share (PSS), and what it has in memory (RSS). Linux only. */
export function memoryOf(pid: number): { pss: number; rss: number } | undefined {
  const file = `/proc/${pid}/smaps_rollup`
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  const read = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(text)?.[1]) / 1024
  return { pss: read('Pss'), rss: read('Rss') }
}

/** Runs `work` beside a throw-away PostgreSQL; without its programs, without it, and says why. */
export async function withPostgres(
  work: (databaseUrl: string | undefined, description: string) => Promise<void>
): Promise<void> {
  const found = findServer()
  if ('lacking' in found) return await work(undefined, `PostgreSQL is not here: ${found.lacking}`)
  const server = await startServer(found.folder)
  try {
    const version = execFileSync(join(found.folder, 'postgres'), ['--version'], { encoding: 'utf8' })
    await work(server.url, version.trim())
  } finally {
    await server.stop()
  }
}

/** The same on PostgreSQL, where there is one, and on the embedded database. */
export async function onEachEngine(
  databaseUrl: string | undefined,
  work: (engine: string, databaseUrl: string | undefined) => Promise<void>
): Promise<void> {
  if (databaseUrl === undefined) print('  SKIPPED: PostgreSQL is not here')
  else await work('PostgreSQL', databaseUrl)
  await work('embedded', undefined)
}
