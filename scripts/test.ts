/**
 * `npm test`: every test on the embedded database, then those to which a database matters again on PostgreSQL, if there
 * is one: from the sources first, then as it is built. What runs once tries what is built. `npm test -- --help` says
 * what else it can do. With CI=true a skipped test is a failure.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Chosen, choose } from './testing/choose.ts'
import { readImports } from './testing/imports.ts'
import { type Options, readOptions } from './testing/options.ts'
import { findPostgres } from './testing/postgres.ts'
import { makePrograms } from './testing/programs.ts'
import type { Results } from './testing/results.ts'
import { run } from './testing/run.ts'
import { runsOnBoth } from './testing/runs.ts'
import { changes } from './testing/watch.ts'

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

function reportLacking(): void {
  const folders = (process.env.PATH ?? '').split(delimiter)
  for (const program of programs) {
    if (!folders.some((folder) => existsSync(join(folder, program)))) print(`lacking: ${program}`)
  }
}

async function runAll(chosen: Chosen, { unitOnly }: Options): Promise<Results[]> {
  if (!unitOnly) {
    // Tests run what was built, and the embedded database starts from the image that the build makes.
    execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { stdio: 'inherit' })
    reportLacking()
  }
  const files = [...chosen.keys()]
  const again = unitOnly ? [] : files.filter(runsOnBoth)
  const { folder, remove } = await makePrograms(files)
  const common = { folder, patterns: chosen, stopping: stopping.signal }
  try {
    const title = unitOnly ? 'unit tests' : 'embedded database'
    const results = [await run({ ...common, title, files, databaseUrl: undefined })]
    if (again.length > 0) results.push(...(await runOnPostgres(common, again)))
    return results
  } finally {
    remove()
  }
}

type Common = Pick<Parameters<typeof run>[0], 'folder' | 'patterns' | 'stopping'>

async function runOnPostgres(common: Common, files: readonly string[]): Promise<Results[]> {
  const postgres = await findPostgres()
  if (postgres === undefined) return []
  try {
    return [await run({ ...common, title: 'PostgreSQL', files, databaseUrl: postgres.url })]
  } finally {
    await postgres.stop()
  }
}

/** What no run ran: a test of several processes is skipped on the embedded database, and runs on PostgreSQL. */
function skippedIn(runs: readonly Results[]): Map<string, string> {
  const skipped = runs.flatMap((results) => [...results.skipped])
  return new Map(skipped.filter(([name]) => !runs.some(({ ran }) => ran.has(name))))
}

/** Runs them, prints the totals, and says whether all is well. */
async function test(chosen: Chosen, options: Options): Promise<boolean> {
  const runs = await runAll(chosen, options)
  const skipped = skippedIn(runs)
  const sum = (count: 'passed' | 'failed') => runs.reduce((total, results) => total + results[count], 0)
  print('')
  for (const [name, reason] of skipped) print(`skipped: ${name} (${reason})`)
  const failsSkipped = process.env.CI === 'true' && skipped.size > 0
  if (failsSkipped) print('CI=true: what is skipped counts as failed')
  print(`${sum('passed')} passed, ${sum('failed')} failed${skipped.size > 0 ? `, ${skipped.size} skipped` : ''}`)
  return sum('failed') === 0 && sum('passed') > 0 && !failsSkipped
}

/**
 * After each change, the files that it concerns; a change that no test file imports (a page, a build) concerns none.
 */
async function testChanges(options: Options): Promise<void> {
  for await (const changed of changes(stopping.signal)) {
    try {
      const chosen = await choose(options)
      const imports = await readImports([...chosen.keys()])
      const concerned = new Map([...chosen].filter(([file]) => imports.concerns(file, changed)))
      if (concerned.size > 0) await test(concerned, options)
    } catch (error) {
      report(error) // a file that doesn't compile, say: the next change may mend it
    }
  }
}

const report = (error: unknown) =>
  process.stderr.write(
    `npm test: ${stopping.signal.aborted ? 'stopped' : error instanceof Error ? error.message : error}\n`
  )

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options === undefined) return
  if (!(await test(await choose(options), options))) process.exitCode = 1
  if (options.watches) await testChanges(options)
}

await main().catch((error) => {
  report(error)
  process.exitCode = 1
})
