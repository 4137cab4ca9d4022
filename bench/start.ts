/** How long until the first answer, and how much memory at rest, beside Azurite's. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { claim, median, print, spread } from './print.ts'
import { end, freePort, memoryOf, service, spawnNode, startProgram } from './programs.ts'

const rounds = 9
const restMs = 5000
const azurite = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js')

/** A start by its name, once for each round. */
type Subject = (atRest?: (pid: number) => Promise<void>) => Promise<number>

export async function measureStart(databaseUrl: string | undefined): Promise<void> {
  const subjects: Record<string, Subject> = {
    Azurite: startAzurite,
    'swas-local, embedded database': (atRest) => startService(undefined, atRest),
    'swas-local, embedded database, new DATA_DIR': startInFolder,
    ...(databaseUrl !== undefined && {
      'swas-local, PostgreSQL': (atRest?: (pid: number) => Promise<void>) => startService(databaseUrl, atRest)
    })
  }
  const times = new Map(Object.keys(subjects).map((name): [string, number[]] => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, start] of Object.entries(subjects)) {
      const ms = await start()
      if (round > 0) times.get(name)?.push(ms) // the first round only warms the file cache
    }
  }
  for (const [name, values] of times) print(`  ${name}: ${spread(values)} ms`)
  const beside = (name: string) => median(times.get(name) ?? []) / median(times.get('Azurite') ?? [])
  claim('embedded database ÷ Azurite', beside('swas-local, embedded database'), 'at most', 1.5)
  if (databaseUrl === undefined) print('  SKIPPED PostgreSQL ÷ Azurite: PostgreSQL is not here')
  else claim('PostgreSQL ÷ Azurite', beside('swas-local, PostgreSQL'), 'at most', 1)

  for (const [name, start] of Object.entries(subjects)) await start((pid) => showMemory(name, pid))
  await showIdle('Node alone', 'setInterval(() => {}, 1e6)')
  const options = { workerData: { image: join(process.cwd(), 'dist/pglite.tar') } }
  const worker = `new (require('node:worker_threads').Worker)('./dist/pglite-worker.js', ${JSON.stringify(options)})`
  await showIdle('Node with the embedded database alone', worker)
}

async function startService(databaseUrl?: string, atRest?: (pid: number) => Promise<void>): Promise<number> {
  const { startMs, pid, stop } = await startProgram(await service(databaseUrl))
  await atRest?.(pid)
  await stop()
  return startMs
}

async function startInFolder(atRest?: (pid: number) => Promise<void>): Promise<number> {
  return await inFolder(async (folder) => {
    const program = await service()
    const environment = { ...program.environment, DATA_DIR: folder }
    const { startMs, pid, stop } = await startProgram({ ...program, environment })
    await atRest?.(pid)
    await stop()
    return startMs
  })
}

async function startAzurite(atRest?: (pid: number) => Promise<void>): Promise<number> {
  return await inFolder(async (folder) => {
    const port = await freePort()
    const others = ['--queuePort', String(await freePort()), '--tablePort', String(await freePort())]
    // Telemetry is off so that nothing leaves the machine; it starts after the blob port listens.
    const args = [azurite, '--silent', '--location', folder, '--blobPort', String(port), ...others]
    const { startMs, pid, stop } = await startProgram({ args: [...args, '--disableTelemetry'], port, path: '/' })
    await atRest?.(pid)
    await stop()
    return startMs
  })
}

async function inFolder(work: (folder: string) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'swas-local-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function showIdle(name: string, script: string): Promise<void> {
  const child = spawnNode(['--eval', script])
  await showMemory(name, child.pid ?? 0)
  await end(child)
}

async function showMemory(name: string, pid: number): Promise<void> {
  await wait(restMs)
  const memory = memoryOf(pid)
  if (memory === undefined) print(`  SKIPPED memory of ${name}: no /proc`)
  else print(`  ${name}, after ${restMs / 1000} s: PSS ${memory.pss.toFixed(0)} MB, RSS ${memory.rss.toFixed(0)} MB`)
}
