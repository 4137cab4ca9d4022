/** CreateKeyPair on PostgreSQL, beside `openssl genrsa 2048` on the same cores, while another client lists. */
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { claim, median, print, quantile, spread } from './print.ts'
import { service, startProgram } from './programs.ts'
import { call, fillAccount, quota, urlOf } from './rpc.ts'

const rounds = 5
const keysEach = 80
const callers = 2 * availableParallelism() // one at work and one waiting for each core
const listEveryMs = 50
const run = promisify(execFile)

export async function measureCreateKeyPair(databaseUrl: string | undefined): Promise<void> {
  if (databaseUrl === undefined) {
    print('  SKIPPED: PostgreSQL is not here')
    return
  }
  if (!hasOpenssl()) {
    print('  SKIPPED: openssl is not here')
    return
  }
  const { endpoint, stop } = await startProgram(await service(databaseUrl))
  try {
    await compare(endpoint, databaseUrl)
  } finally {
    await stop()
  }
}

async function compare(endpoint: string, databaseUrl: string): Promise<void> {
  await fillAccount(endpoint, 'reader')
  const atRest = await listWhile(endpoint, wait(5000))
  const rates = { openssl: [] as number[], service: [] as number[] }
  const meanwhile: number[] = []
  const open: number[] = []
  for (let round = 0; round < rounds; round++) {
    rates.openssl.push(await rateOf(availableParallelism(), () => run('openssl', ['genrsa', '2048'])))
    const making = rateOf(callers, (n) => createKeyPair(endpoint, round * keysEach + n))
    const watched = watchTransactions(databaseUrl, making)
    meanwhile.push(...(await listWhile(endpoint, making)))
    rates.service.push(await making)
    open.push(...(await watched))
  }
  print(`  openssl genrsa 2048, ${availableParallelism()} at a time: ${spread(rates.openssl, 2)} keys/s`)
  print(`  CreateKeyPair, ${callers} callers: ${spread(rates.service, 2)} keys/s`)
  claim('CreateKeyPair ÷ openssl', median(rates.service) / median(rates.openssl), 'at least', 0.8)
  const latency = (values: number[]) =>
    `p50 ${quantile(values, 0.5).toFixed(1)} ms, p99 ${quantile(values, 0.99).toFixed(1)} ms (${values.length} calls)`
  print(`  ListKeyPairs of another client, nothing else going on: ${latency(atRest)}`)
  print(`  ListKeyPairs of another client, keys being made: ${latency(meanwhile)}`)
  const seen = open.filter((ms) => ms > 0).length
  const longest = Math.max(0, ...open)
  print(
    `  transactions seen waiting for their client: in ${seen} of ${open.length} looks, ${longest.toFixed(1)} ms at most`
  )
  // A generation takes some hundred milliseconds; a transaction held over one would be seen at nearly every look.
  claim('part of looks that saw one', seen / open.length, 'at most', 0.1)
}

/** Keys a second, made by so many workers at a time. */
async function rateOf(workers: number, makeKey: (n: number) => Promise<unknown>): Promise<number> {
  const before = performance.now()
  let next = 0
  const work = async () => {
    while (next < keysEach) await makeKey(next++)
  }
  await Promise.all(Array.from({ length: workers }, work))
  return keysEach / ((performance.now() - before) / 1000)
}

// As many accounts as the quota asks for: each AccessKeyId is one.
async function createKeyPair(endpoint: string, n: number): Promise<void> {
  const parameters = { Action: 'CreateKeyPair', KeyPairName: `key-${n}` }
  const { PrivateKeyBody } = await call(urlOf(endpoint, `bench${Math.floor(n / quota)}`, parameters))
  assert.match(PrivateKeyBody, /^-----BEGIN RSA PRIVATE KEY-----\n/)
}

/** The milliseconds that a steady caller's ListKeyPairs took until `end`. A late answer delays no later call. */
async function listWhile(endpoint: string, end: Promise<unknown>): Promise<number[]> {
  const url = urlOf(endpoint, 'reader', { Action: 'ListKeyPairs' })
  const calls: Promise<number>[] = []
  let going = true
  const stop = () => {
    going = false
  }
  end.then(stop, stop)
  while (going) {
    const before = performance.now()
    calls.push(call(url).then(() => performance.now() - before))
    await wait(listEveryMs)
  }
  return await Promise.all(calls)
}

/** At each look until `end`, for how long the oldest transaction has waited for its client; 0 where none does. */
async function watchTransactions(databaseUrl: string, end: Promise<unknown>): Promise<number[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const looks: number[] = []
  let going = true
  const stop = () => {
    going = false
  }
  end.then(stop, stop)
  while (going) {
    const { rows } = await client.query(`
      select coalesce(max(extract(epoch from clock_timestamp() - state_change)) * 1000, 0)::float8 as ms
      from pg_stat_activity where state like 'idle in transaction%' and pid <> pg_backend_pid()`)
    looks.push(rows[0].ms)
    await wait(listEveryMs)
  }
  await client.end()
  return looks
}

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
}
