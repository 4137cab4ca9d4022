/** One run, as `npm test` starts it: a folder and the names of test files. Prints the TAP of their programs there. */
import type { ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import t from 'tap'
import { programOf } from './programs.ts'
import { isOfBuilt } from './runs.ts'

const fileLimitMs = 1_800_000 // it has more than one test, and each has its limit in run.ts

const [folder = '', ...files] = process.argv.slice(2)
const patterns: Record<string, readonly string[]> = JSON.parse(process.env.TEST_PATTERNS ?? '{}')
const running = new Set<ChildProcess>()

process.once('SIGTERM', () => {
  for (const child of running) child.kill('SIGTERM')
  process.exit(1)
})

t.jobs = availableParallelism() + 1 // most wait at times: for a process, a download, a clock
t.setTimeout(0) // each file has a limit of its own
t.on('spawn', (file) => {
  // tap would have each process note what it loads, which takes longer than many a test; not if it is told so already.
  file.on('preprocess', (options) => Object.assign(options, { execArgv: ['--import=@tapjs/processinfo/import'] }))
  file.on('process', (child) => {
    running.add(child)
    child.once('close', () => running.delete(child))
  })
})

for (const name of files) {
  const program = ['--enable-source-maps', programOf(folder, name)]
  const { TEST_PATTERNS: _, ...environment } = process.env
  const wanted = patterns[name]
  const env = {
    ...environment,
    TEST_BUILT: isOfBuilt(name, process.env.TEST_DATABASE_URL) ? 'yes' : 'no',
    ...(wanted !== undefined && { TAP_GREP: wanted.join('\n'), TAP_FILTER_QUIETLY: '1' })
  }
  t.spawn(process.execPath, program, { name, env, at: null, stack: '', buffered: true, timeout: fileLimitMs })
}
