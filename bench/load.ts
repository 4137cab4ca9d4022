/** Load on programs in turns, and what they stood. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { median, print, spread } from './print.ts'

const rounds = 7
export const seconds = 5
export const connections = 16
const run = promisify(execFile)

export interface Load {
  readonly rate: number
  readonly p50: number
  readonly p99: number
}

/** Runs a program that prints autocannon's JSON: load comes from a process of its own. */
export async function drive(args: readonly string[]): Promise<Load> {
  const { stdout } = await run(process.execPath, args)
  const { requests, latency, non2xx, errors } = JSON.parse(stdout)
  assert.equal(non2xx + errors, 0, 'every call succeeds')
  return { rate: requests.average, p50: latency.p50, p99: latency.p99 }
}

/** Both in turns, printed; the ratio of the median rates of the second and the first. */
export async function compareLoads(first: Contender, second: Contender): Promise<number> {
  const loads = new Map<Contender, Load[]>([
    [first, []],
    [second, []]
  ])
  for (let round = 0; round <= rounds; round++) {
    for (const contender of round % 2 === 0 ? [second, first] : [first, second]) {
      const load = await contender.drive()
      if (round > 0) loads.get(contender)?.push(load) // the first round only warms up
    }
  }
  for (const [{ name }, taken] of loads) {
    const [rate, p50, p99] = (['rate', 'p50', 'p99'] as const).map((figure) => taken.map((load) => load[figure]))
    print(`  ${name}: ${spread(rate ?? [])} requests/s, p50 ${median(p50 ?? [])} ms, p99 ${median(p99 ?? [])} ms`)
  }
  const rateOf = (contender: Contender) => median(loads.get(contender)?.map(({ rate }) => rate) ?? [])
  return rateOf(second) / rateOf(first)
}

export interface Contender {
  readonly name: string
  readonly drive: () => Promise<Load>
}
