/** What test suites want, in a service of several processes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { eventually } from '../eventually.ts'
import { type Body, databaseUrl, freshDatabase, needsPostgres, publicKey } from '../fixture.ts'
import { controlClient } from '../http/control/client.ts'
import { type Running, run } from '../process.ts'

async function pair(t: Test, settings: Record<string, string> = {}): Promise<[Running, Running]> {
  const DATABASE_URL = await freshDatabase(t, databaseUrl ?? '')
  return await Promise.all([run(t, { DATABASE_URL, ...settings }), run(t, { DATABASE_URL, ...settings })])
}
const imported = (KeyPairName: string) => ({ KeyPairName, PublicKeyBody: publicKey })

t.test('faults are counted over all replicas, each call once', needsPostgres, async (t) => {
  const replicas = await pair(t)
  const [one] = replicas.map(({ endpoint }) => controlClient(endpoint))
  const error = { code: 'Throttling.User' }
  await one?.('POST', 'faults', { faults: [{ operation: 'ListKeyPairs', call: 31, times: 20, error }] })
  const begun = Array.from({ length: 100 }, (_, n) => replicas[n % 2]?.rpc('ListKeyPairs'))
  const codes = (await Promise.all(begun)).map((reply) => reply?.body.Code)
  t.equal(codes.filter((code) => code === 'Throttling.User').length, 20)
  t.equal(codes.filter((code) => code === undefined).length, 80)
  t.match((await one?.('GET', 'faults'))?.body.faults, [{ seen: 100, hits: 20, ended: true }])
})

t.test('a fault that was set holds in every replica when it is answered', needsPostgres, async (t) => {
  const [one, two] = await pair(t)
  const control = controlClient(one.endpoint)
  for (let n = 0; n < 5; n++) {
    await two.rpc('ListPlans')
    await control('POST', 'faults', { faults: [{ operation: 'ListPlans', error: { code: 'InternalError' } }] })
    t.match((await two.rpc('ListPlans')).body, { Code: 'InternalError' })
  }
})

t.test('calls are read in any replica, in one order', needsPostgres, async (t) => {
  const replicas = await pair(t, { SWAS_CALL_LOG_SIZE: '500' })
  const [one, two] = [controlClient(replicas[0].endpoint), controlClient(replicas[1].endpoint)]
  await replicas[0].rpc('ImportKeyPair', imported('k1'))
  const found = await two('POST', 'calls/wait', {
    operation: 'ImportKeyPair',
    parameters: { KeyPairName: 'k1' },
    withinMs: 60_000
  })
  t.equal(found.status, 200)

  // Who follows the log by its ids misses nothing, whoever writes.
  let after = '0'
  const seen: string[] = []
  const follow = async () => {
    const { calls }: Body = (await one('GET', `calls?after=${after}&operation=ListPlans`)).body
    seen.push(...calls.map(({ requestId }: Body) => requestId))
    after = calls.at(-1)?.id ?? after
  }
  const made = Array.from({ length: 200 }, async (_, n) => {
    await wait(n * 5)
    return (await replicas[n % 2]?.rpc('ListPlans'))?.body.RequestId
  })
  let isOver = false
  const all = Promise.all(made).then((ids) => {
    isOver = true
    return ids
  })
  while (!isOver) await follow()
  await eventually(async () => {
    await follow()
    return seen.length >= made.length
  })
  t.same([...seen].sort(), (await all).sort())
})

t.test('a limit that is set while two replicas count is kept by both', needsPostgres, async (t) => {
  const replicas = await pair(t)
  const control = controlClient(replicas[0].endpoint)
  const begun = Array.from({ length: 40 }, (_, n) => replicas[n % 2]?.rpc('ImportKeyPair', imported(`k-${n}`)))
  const set = control('PUT', 'quotas/KeyPairs', { quota: 15 })
  await Promise.all([...begun, set])
  t.equal((await set).status, 204)
  await Promise.all(Array.from({ length: 40 }, (_, n) => replicas[n % 2]?.rpc('ImportKeyPair', imported(`l-${n}`))))
  t.match((await control('GET', 'quotas')).body.quotas, [{ used: 15, quota: 15 }])
})

t.test('replicas that start together apply one seed once', needsPostgres, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'swas-seed-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'seed.yaml')
  writeFileSync(
    file,
    'accounts:\n- account: tester\n  keyPairs: [{ name: web }]\n  servers: [{ name: web-1, keyPair: web }]\n'
  )
  const [one, two] = await pair(t, { SWAS_SEED: file })
  for (const { rpc } of [one, two]) {
    t.equal((await rpc('ListKeyPairs')).body.TotalCount, 1)
    t.equal((await rpc('ListInstances')).body.TotalCount, 1)
  }
})
