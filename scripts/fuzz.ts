/**
 * `npx tsx scripts/fuzz.ts --minutes 10`: both fuzzers, one for each API, on the embedded database and on PostgreSQL
 * where there is one, for so many minutes altogether. `--seed` repeats a run; without it, each run is another one.
 */
import { execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findPostgres } from './testing/postgres.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const files = ['test/fuzz/rpc.test.ts', 'test/fuzz/schemathesis.test.ts']
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } } })
const minutes = Number(values.minutes)
const seed = Number(values.seed ?? randomInt(2 ** 31))
if (!(minutes > 0) || !Number.isInteger(seed)) throw new Error('--minutes is a number above 0, --seed a whole number')

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const print = (text: string) => process.stdout.write(`${text}\n`)

/** Whether the API kept its promises. */
async function fuzz(file: string, share: number, databaseUrl: string | undefined): Promise<boolean> {
  print(`\n${file}, ${databaseUrl === undefined ? 'embedded database' : 'PostgreSQL'}: ${share.toFixed(1)} minutes`)
  const { TEST_DATABASE_URL: _, ...environment } = process.env
  const tap = spawn(process.execPath, ['--import=tsx', file], {
    env: {
      ...environment,
      TAP_TIMEOUT: '0',
      FUZZ_SEED: String(seed),
      FUZZ_MINUTES: String(share),
      ...(databaseUrl !== undefined && { TEST_DATABASE_URL: databaseUrl })
    },
    stdio: ['ignore', 'inherit', 'inherit']
  })
  const stop = () => tap.kill('SIGTERM')
  stopping.signal.addEventListener('abort', stop)
  const [code] = await once(tap, 'close')
  stopping.signal.removeEventListener('abort', stop)
  stopping.signal.throwIfAborted()
  return code === 0
}

execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { stdio: 'inherit' })
const postgres = await findPostgres()
try {
  const engines = postgres === undefined ? [undefined] : [undefined, postgres.url]
  const share = minutes / (files.length * engines.length)
  let broken = 0
  for (const url of engines) {
    for (const file of files) if (!(await fuzz(file, share, url))) broken++
  }
  print(`\nseed ${seed}: ${broken === 0 ? 'every promise was kept' : `${broken} of the runs found something`}`)
  process.exitCode = broken === 0 ? 0 : 1
} finally {
  await postgres?.stop()
}
