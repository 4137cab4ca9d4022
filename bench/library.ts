/** Instances in one's own process: the second beside the first, and what tests do with one between them. */
import { execFile } from 'node:child_process'
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

async function measured<T>(name: string): Promise<T> {
  const { stdout } = await run(process.execPath, ['bench/instances.mjs', name])
  return JSON.parse(stdout)
}

export async function measureLibrary(): Promise<void> {
  const many: Many[] = []
  const files: { first: number; next: number }[] = []
  const dynalite: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const one = await measured<Many>('many')
    const file = await measured<{ first: number; next: number }>('file')
    const { start } = await measured<{ start: number }>('dynalite')
    if (round === 0) continue // only warms the file cache
    many.push(one)
    files.push(file)
    dynalite.push(start)
  }
  const all = (name: 'snapshot' | 'restore' | 'five' | 'reset') => many.map((one) => median(one[name]))
  const first = many.map((one) => one.first)
  const lines = {
    'first start': first,
    'second start': many.map(({ second }) => second),
    'snapshot of ten key pairs and twenty servers': all('snapshot'),
    restore: all('restore'),
    reset: all('reset'),
    'five ListKeyPairs calls': all('five'),
    'a test file’s own instance, loaded, started and stopped': files.map((file) => file.first),
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
  const file = 'a test file’s own instance'
  claim(
    `${file} ÷ dynalite’s start`,
    ratio(
      files.map(({ first }) => first),
      dynalite
    ),
    'at most',
    2
  )
  claim(
    `${file}, second in a process ÷ the same`,
    ratio(
      files.map(({ next }) => next),
      dynalite
    ),
    'at most',
    2
  )
}
