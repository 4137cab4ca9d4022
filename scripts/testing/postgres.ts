/** A PostgreSQL for one run of the tests: the caller's, or one that is made for it and thrown away. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

const oldest = 15
const debian = '/usr/lib/postgresql' // where its server programs are, off the PATH

export interface Postgres {
  readonly url: string
  stop(): Promise<void>
}

/** A server of a test's own, which it may take away and bring back. */
export interface OwnPostgres extends Postgres {
  /** Ends the server and its sessions, and leaves the data. */
  halt(): Promise<void>
  /** Starts it again, on the same port. */
  start(): Promise<void>
  /** Stops all of its processes where they are: connections stay open, and nobody answers on them. */
  freeze(): void
  thaw(): void
}

/** The one that TEST_DATABASE_URL names, or one of our own; undefined, and said, where the machine has none. */
export async function findPostgres(): Promise<Postgres | undefined> {
  const url = process.env.TEST_DATABASE_URL
  if (url) {
    await checkServer(url)
    return { url, stop: async () => {} }
  }
  const server = findServer()
  if ('folder' in server) return await startServer(server.folder)
  process.stdout.write(`lacking: PostgreSQL (${server.lacking})\n`)
  return undefined
}

/** The newest server programs on this machine, or why there are none to use. */
export function findServer(): { folder: string } | { lacking: string } {
  const onPath = (process.env.PATH ?? '').split(delimiter)
  const packaged = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : []
  const found = [...packaged, ...onPath]
    .filter((folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
    .map((folder) => ({ folder, version: versionIn(folder) }))
    .sort((a, b) => b.version - a.version)[0]
  if (found === undefined) return { lacking: 'no initdb and postgres' }
  if (found.version < oldest) return { lacking: `version ${found.version} is older than ${oldest}` }
  if (process.getuid?.() === 0 && serverUser() === undefined) {
    return { lacking: 'it refuses to run as root, and there is no user postgres' }
  }
  return { folder: found.folder }
}

function versionIn(folder: string): number {
  const said = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/\d+/.exec(said)?.[0])
}

function serverUser(): { uid: number; gid: number } | undefined {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

/** Makes a cluster in a folder of its own and starts it; `stop` removes it. */
export async function startServer(programs: string): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'swas-local-pg-'))
  const user = process.getuid?.() === 0 ? serverUser() : undefined
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const options = { ...user, cwd: folder }
  const data = join(folder, 'data')
  let server: ChildProcess | undefined
  const signalAll = (signal: NodeJS.Signals) => {
    if (server?.pid === undefined) return
    server.kill(signal)
    const children = execFileSync('pgrep', ['-P', String(server.pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')
    for (const child of children) {
      try {
        process.kill(Number(child), signal)
      } catch {} // it ended meanwhile
    }
  }
  let isFrozen = false
  const thaw = () => {
    if (isFrozen) signalAll('SIGCONT')
    isFrozen = false
  }
  const halt = async () => {
    thaw()
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill('SIGINT') // ends its sessions too
    await gone
  }
  const stop = async () => {
    await halt()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    // Sorted as a language does, as most servers are, so that what needs the order of bytes must ask for it.
    const sorting = ['--no-locale', '--locale-provider=icu', '--icu-locale=en-US']
    const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync', ...sorting]
    execFileSync(join(programs, 'initdb'), initdb, { ...options, stdio: 'pipe' })
    const port = await freePort()
    const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300']
    const place = ['-D', data, '-k', folder, '-h', '127.0.0.1', '-p', String(port)]
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
    const start = async () => {
      const given = [...place, ...settings.flatMap((setting) => ['-c', setting])]
      server = spawn(join(programs, 'postgres'), given, { ...options, stdio: 'ignore' })
      await answers(url, server)
    }
    await start()
    const freeze = () => {
      isFrozen = true
      signalAll('SIGSTOP')
    }
    return { url, stop, halt, start, freeze, thaw }
  } catch (error) {
    await stop()
    throw error
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port to be had')
  return address.port
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await checkServer(url)
    } catch (error) {
      if (tries === 150 || server.exitCode !== null) throw error
      await wait(100)
    }
  }
}

/** Rejects when there is no PostgreSQL at `url`, or one that is too old. */
async function checkServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query('show server_version_num')
    const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000)
    if (version < oldest) throw new Error(`PostgreSQL ${version} is older than ${oldest}`)
  } finally {
    await client.end()
  }
}
