/** Instances in one's own process: the second beside the first, and what tests do with one between them. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { claim, median, print, spread } from './print.ts'

const rounds = 9
const run = promisify(execFile)

interface Many {
  readonly first: number
  readonly second: number
  readonly snapshot: number[]
  readonly restore: number[]
  readonly five: number[]
  readonly reset: number[]
  readonly megabytes: number
}

async function measured<T>(...what: string[]): Promise<T> {
  const { stdout } = await run(process.execPath, ['bench/instances.mjs', ...what])
  return JSON.parse(stdout)
}

export async function measureLibrary(): Promise<void> {
  const many: Many[] = []
  const files: { first: number; next: number }[] = []
  const owns: number[] = []
  const dynalite: number[] = []
  const suite = await startSuite()
  for (let round = 0; round <= rounds; round++) {
    const one = await measured<Many>('many')
    const file = await measured<{ first: number; next: number }>('file')
    const { own } = await measured<{ own: number }>('own', suite.url)
    const { start } = await measured<{ start: number }>('dynalite')
    if (round === 0) continue // only warms the file cache
    many.push(one)
    files.push(file)
    owns.push(own)
    dynalite.push(start)
  }
  suite.end()
  const all = (name: 'snapshot' | 'restore' | 'five' | 'reset') => many.map((one) => median(one[name]))
  const first = many.map((one) => one.first)
  const lines = {
    'first start': first,
    'second start': many.map(({ second }) => second),
    'snapshot of ten key pairs and twenty servers': all('snapshot'),
    restore: all('restore'),
    reset: all('reset'),
    'five ListKeyPairs calls': all('five'),
    'a test file’s own service in the suite’s, loaded, started and stopped': owns,
    'a test file’s service in its own process, the same': files.map((file) => file.first),
    'that of a second file in the same process': files.map(({ next }) => next),
    'dynalite, loaded and started': dynalite
  }
  for (const [name, values] of Object.entries(lines)) print(`  ${name}: ${spread(values, 1)} ms`)
  print(
    `  memory of one more instance, idle: ${spread(
      many.map(({ megabytes }) => megabytes),
      1
    )} MB`
  )

  const ratio = (one: readonly number[], other: readonly number[]) => median(one) / median(other)
  claim('second start ÷ first', ratio(lines['second start'], first), 'at most', 0.1)
  claim('snapshot ÷ first start', ratio(all('snapshot'), first), 'at most', 0.1)
  claim('restore ÷ first start', ratio(all('restore'), first), 'at most', 0.1)
  claim('reset ÷ five ListKeyPairs', ratio(all('reset'), all('five')), 'at most', 1)
  claim('a test file’s own service in the suite’s ÷ dynalite’s start', ratio(owns, dynalite), 'at most', 2)
  for (const [name, values] of [
    ['in its own process', files.map(({ first }) => first)],
    ['second in a process', files.map(({ next }) => next)]
  ] as const)
    print(`  (${name} ÷ dynalite’s start: ${ratio(values, dynalite).toFixed(2)}; no claim)`)
}

/** The service that a suite starts once, as a program. */
async function startSuite(): Promise<{ url: string; end(): void }> {
  const child = spawn(process.execPath, ['bench/instances.mjs', 'suite'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [url] = await once(child.stdout, 'data')
  return { url: JSON.parse(String(url)), end: () => child.stdin.end() }
}
