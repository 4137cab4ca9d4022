/** ListKeyPairs of 10 key pairs on PostgreSQL, beside a bare route that runs the same statement. */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { compareLoads, connections, drive, type Load, seconds } from './load.ts'
import { claim, print } from './print.ts'
import { freePort, type Program, service, startProgram } from './programs.ts'
import { call, fillAccount } from './rpc.ts'
import { type SentRequest, sentByListKeyPairs } from './sdk-request.ts'

const autocannon = createRequire(import.meta.url).resolve('autocannon/autocannon.js')

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
  const ratio = await compareLoads(
    { name: 'bare route', drive: () => repeat(bare, sent) },
    { name: 'swas-local', drive: () => repeat(ours, sent) }
  )
  claim('swas-local ÷ bare route', ratio, 'at least', 0.6)
}

async function bareRoute(databaseUrl: string): Promise<Program> {
  const port = await freePort()
  const args = ['--import', 'tsx', 'bench/bare-route.ts']
  return {
    args,
    environment: { PORT: String(port), SSH_PORT: '0', DATABASE_URL: databaseUrl },
    port,
    path: '/?PageSize=10'
  }
}

async function answerOf(endpoint: string, { url, headers }: SentRequest): Promise<unknown> {
  const { RequestId: _, ...rest } = await call(`http://${endpoint}${url}`, { headers })
  assert.equal(rest.TotalCount, 10)
  return rest
}

/** autocannon doesn't check certificates. */
export async function repeat(
  endpoint: string,
  { url, headers }: SentRequest,
  protocol: 'http' | 'https' = 'http'
): Promise<Load> {
  const heads = Object.entries(headers).flatMap(([name, value]) => ['--headers', `${name}=${value}`])
  const amount = ['--connections', String(connections), '--duration', String(seconds)]
  return await drive([autocannon, '--json', '--no-progress', ...amount, ...heads, `${protocol}://${endpoint}${url}`])
}
