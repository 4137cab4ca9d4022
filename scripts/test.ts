/**
 * `npm test`: every test on the embedded database, then those to which a database matters again on PostgreSQL, if there
 * is one: from the sources first, then as it is built. What runs once tries what is built. `npm test -- test/http` runs
 * the files whose path begins so. TEST_DATABASE_URL names a PostgreSQL to use in place of a throw-away one. With CI=true
 * a skipped test is a failure.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPostgres } from './testing/postgres.ts'
import { makePrograms } from './testing/programs.ts'
import { createParser, type Results } from './testing/results.ts'
import { runsOnBoth } from './testing/runs.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const programs = [
  'ssh',
  'ssh-keygen',
  'ssh-keyscan',
  'sshpass',
  'openssl',
  'plink',
  'puttygen',
  'curl',
  'pgbouncer',
  'chromium',
  'python3',
  'go',
  'javac',
  'mvn',
  'ip',
  'strace'
]

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const print = (text: string) => process.stdout.write(`${text}\n`)

function testFiles(prefixes: readonly string[]): string[] {
  const all = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => `test/${path.replaceAll('\\', '/')}`)
  const chosen = all.filter((path) => prefixes.length === 0 || prefixes.some((prefix) => path.startsWith(prefix)))
  if (chosen.length === 0) throw new Error(`No test file's path begins with ${prefixes.join(' or ')}.`)
  // Those in no folder first: most of the longest are among them, and none of them should be left for the end.
  const isInFolder = (path: string) => Number(path.split('/').length > 2)
  return chosen.sort().sort((a, b) => isInFolder(a) - isInFolder(b))
}

function reportLacking(): void {
  const folders = (process.env.PATH ?? '').split(delimiter)
  for (const program of programs) {
    if (!folders.some((folder) => existsSync(join(folder, program)))) print(`lacking: ${program}`)
  }
}

async function run(
  title: string,
  folder: string,
  files: readonly string[],
  databaseUrl: string | undefined
): Promise<Results> {
  print(`\n${title}: ${files.length} files`)
  const results: Results = { passed: 0, failed: 0, skipped: new Map(), ran: new Set() }
  const { TEST_DATABASE_URL: _, ...environment } = process.env
  const tap = spawn(process.execPath, ['--import=tsx', 'scripts/testing/files.ts', folder, ...files], {
    env: { ...environment, TAP_TIMEOUT: '280', ...(databaseUrl !== undefined && { TEST_DATABASE_URL: databaseUrl }) },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const stop = () => tap.kill('SIGTERM')
  stopping.signal.addEventListener('abort', stop)
  const parser = createParser(results, print)
  tap.stdout.on('data', (data) => parser.write(data)).on('end', () => parser.end())
  const [code] = await once(tap, 'close')
  stopping.signal.removeEventListener('abort', stop)
  stopping.signal.throwIfAborted()
  if (code !== 0 && results.failed === 0) throw new Error(`tap ended with ${code}, though no test failed`)
  return results
}

async function runAll(): Promise<Results[]> {
  const files = testFiles(process.argv.slice(2))
  // Tests run what was built, and the embedded database starts from the image that the build makes.
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { stdio: 'inherit' })
  reportLacking()
  const { folder, remove } = await makePrograms(files)
  const postgres = await findPostgres()
  try {
    const results = [await run('embedded database', folder, files, undefined)]
    const again = files.filter(runsOnBoth)
    if (postgres !== undefined && again.length > 0) results.push(await run('PostgreSQL', folder, again, postgres.url))
    return results
  } finally {
    await postgres?.stop()
    remove()
  }
}

/** What no run ran: a test of several processes is skipped on the embedded database, and runs on PostgreSQL. */
function skippedIn(runs: readonly Results[]): Map<string, string> {
  const skipped = runs.flatMap((results) => [...results.skipped])
  return new Map(skipped.filter(([name]) => !runs.some(({ ran }) => ran.has(name))))
}

try {
  const runs = await runAll()
  const skipped = skippedIn(runs)
  const sum = (count: 'passed' | 'failed') => runs.reduce((total, results) => total + results[count], 0)
  print('')
  for (const [name, reason] of skipped) print(`skipped: ${name} (${reason})`)
  const failsSkipped = process.env.CI === 'true' && skipped.size > 0
  if (failsSkipped) print('CI=true: what is skipped counts as failed')
  print(`${sum('passed')} passed, ${sum('failed')} failed${skipped.size > 0 ? `, ${skipped.size} skipped` : ''}`)
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 || failsSkipped ? 1 : 0
} catch (error) {
  process.stderr.write(`npm test: ${stopping.signal.aborted ? 'stopped' : String(error)}\n`)
  process.exitCode = 1
}
