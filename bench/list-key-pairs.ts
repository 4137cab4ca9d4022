/** ListKeyPairs of 10 key pairs on PostgreSQL, beside a bare route that runs the same statement. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { claim, median, print, spread } from './print.ts'
import { freePort, type Program, service, startProgram } from './programs.ts'
import { call, fillAccount } from './rpc.ts'
import { type SentRequest, sentByListKeyPairs } from './sdk-request.ts'

const rounds = 7
const seconds = 5
const connections = 16
const autocannon = createRequire(import.meta.url).resolve('autocannon/autocannon.js')
const run = promisify(execFile)

export async function measureListKeyPairs(databaseUrl: string | undefined): Promise<void> {
  if (databaseUrl === undefined) {
    print('  SKIPPED: PostgreSQL is not here')
    return
  }
  const ours = await startProgram(await service(databaseUrl))
  try {
    await fillAccount(ours.endpoint, 'bench')
    const bare = await startProgram(await bareRoute(databaseUrl))
    try {
      await compare(ours.endpoint, bare.endpoint)
    } finally {
      await bare.stop()
    }
  } finally {
    await ours.stop()
  }
}

async function compare(ours: string, bare: string): Promise<void> {
  const sent = await sentByListKeyPairs('bench')
  assert.deepEqual(await answerOf(ours, sent), await answerOf(bare, sent), 'both answer the same')
  const rates: Record<string, Load[]> = { [ours]: [], [bare]: [] }
  for (let round = 0; round <= rounds; round++) {
    for (const endpoint of round % 2 === 0 ? [ours, bare] : [bare, ours]) {
      const load = await drive(endpoint, sent)
      if (round > 0) rates[endpoint]?.push(load) // the first round only warms up
    }
  }
  for (const [name, loads] of [
    ['bare route', rates[bare]],
    ['swas-local', rates[ours]]
  ] as const) {
    const [rate, p50, p99] = (['rate', 'p50', 'p99'] as const).map((figure) => loads?.map((load) => load[figure]) ?? [])
    print(`  ${name}: ${spread(rate ?? [])} requests/s, p50 ${median(p50 ?? [])} ms, p99 ${median(p99 ?? [])} ms`)
  }
  const rateOf = (endpoint: string) => median(rates[endpoint]?.map(({ rate }) => rate) ?? [])
  claim('swas-local ÷ bare route', rateOf(ours) / rateOf(bare), 'at least', 0.6)
}

async function bareRoute(databaseUrl: string): Promise<Program> {
  const port = await freePort()
  const args = ['--import', 'tsx', 'bench/bare-route.ts']
  return { args, environment: { PORT: String(port), DATABASE_URL: databaseUrl }, port, path: '/?PageSize=10' }
}

async function answerOf(endpoint: string, { url, headers }: SentRequest): Promise<unknown> {
  const { RequestId: _, ...rest } = await call(`http://${endpoint}${url}`, { headers })
  assert.equal(rest.TotalCount, 10)
  return rest
}

interface Load {
  readonly rate: number
  readonly p50: number
  readonly p99: number
}

/** Load from a process of its own. */
async function drive(endpoint: string, { url, headers }: SentRequest): Promise<Load> {
  const heads = Object.entries(headers).flatMap(([name, value]) => ['--headers', `${name}=${value}`])
  const amount = ['--connections', String(connections), '--duration', String(seconds)]
  const args = [autocannon, '--json', '--no-progress', ...amount, ...heads, `http://${endpoint}${url}`]
  const { stdout } = await run(process.execPath, args)
  const { requests, latency, non2xx, errors } = JSON.parse(stdout)
  assert.equal(non2xx + errors, 0, 'every call succeeds')
  return { rate: requests.average, p50: latency.p50, p99: latency.p99 }
}
