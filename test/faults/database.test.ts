// On the embedded database only: it starts a PostgreSQL of its own.
/** A PostgreSQL that goes away under the built program, and comes back. Its cluster is the test's own. */
import t, { type Test } from 'tap'
import { findServer, type OwnPostgres, startServer } from '../../scripts/testing/postgres.ts'
import { type Body, linuxImage, publicKey } from '../fixture.ts'
import { call, pathOf, startLoad } from './load.ts'
import { type ServiceProcess, startProcess } from './service.ts'

const found = findServer()
const skip = 'lacking' in found && `PostgreSQL is not here (${found.lacking})`
const clients = 16
const words = /^The request has failed due to a temporary failure of the server\./

async function ownPostgres(t: Test): Promise<OwnPostgres> {
  const postgres = await startServer('folder' in found ? found.folder : '')
  t.after(() => postgres.stop())
  return postgres
}

async function ask({ endpoint }: ServiceProcess, path: string): Promise<Body> {
  const response = await fetch(`http://${endpoint}${path}`)
  return { http: response.status, ...((await response.json()) as object) }
}

const health = (service: ServiceProcess) => ask(service, '/_swas/health')

async function backAgain(service: ServiceProcess): Promise<void> {
  while ((await health(service)).status !== 'ok');
}

/** Imports, each in an account of its own, with a ClientToken; until told. */
function startWriting({ endpoint }: ServiceProcess, name: string) {
  const written: { path: string; account: string; status: number }[] = []
  let isOver = false
  const write = async () => {
    for (let n = 0; !isOver; n++) {
      const account = `${name}-${n}`
      const path = pathOf('ImportKeyPair', {
        AccessKeyId: account,
        ClientToken: account,
        KeyPairName: 'written',
        PublicKeyBody: publicKey
      })
      const { status } = await call(endpoint, path)
      written.push({ path, account, status })
    }
  }
  const writing = write()
  return {
    written,
    async stop() {
      isOver = true
      await writing
    }
  }
}

/** What holds however it goes away. */
async function goesAway(
  t: Test,
  service: ServiceProcess,
  name: string,
  { away, back }: { away: () => unknown; back: () => unknown }
): Promise<void> {
  const load = startLoad(service.endpoint, { clients })
  const writers = Array.from({ length: 4 }, (_, n) => startWriting(service, `${name}-${n}`))
  await load.answered(2 * clients, 200)
  const before = service.lines.length
  await away()
  await load.answered(20 * clients, 503)
  t.match(await health(service), { http: 503, status: 'unavailable', databaseAwaySince: /^\d{4}-/ })
  await back()
  await backAgain(service)
  await load.answered(2 * clients, 200)
  await Promise.all([load, ...writers].map((one) => one.stop()))

  const { outcomes } = load
  const slowest = Math.max(...outcomes.map(({ ms }) => ms))
  const answers = new Set(outcomes.map(({ status, code, error }) => `${status} ${code}${error}`))
  t.same([...answers].sort(), ['200 ', '503 ServiceUnavailable'], 'nobody was cut off')
  t.match(outcomes.find(({ status }) => status === 503)?.message, words)

  const written = writers.flatMap((writer) => writer.written)
  t.same([...new Set(written.map(({ status }) => status))].sort(), [200, 503])
  for (const { path, account, status } of written) {
    if (status === 503) t.equal((await call(service.endpoint, path)).status, 200, 'a ClientToken tells the truth')
    const { TotalCount } = await ask(service, pathOf('ListKeyPairs', { AccessKeyId: account }))
    if (TotalCount !== 1) t.equal(TotalCount, 1, `${account} has what it was told`)
  }

  const lines = service.lines.slice(before).filter(({ level }) => level >= 40)
  const seconds = ((lines.at(-1)?.time ?? 0) - (lines[0]?.time ?? 0)) / 1000
  t.ok(lines.length <= seconds + 3, `${lines.length} lines in ${seconds} s`)
  t.ok(
    lines.some(({ refused = 0 }) => refused > 0),
    'one a second, which counts'
  )
  t.same(
    lines.flatMap(({ err }) => err?.stack ?? []),
    [],
    'without a stack'
  )
  const refused = outcomes.filter(({ status }) => status === 503).length
  t.comment(`${outcomes.length} calls, ${refused} refused, slowest ${Math.round(slowest)} ms, ${lines.length} lines`)
}

t.test('PostgreSQL goes away and comes back', { skip }, async (t) => {
  const postgres = await ownPostgres(t)
  const service = await startProcess(t, { DATABASE_URL: postgres.url })
  for (let round = 1; round <= 3; round++) {
    await t.test(`stopped, round ${round}`, async (t) => {
      await goesAway(t, service, `stopped-${round}`, { away: postgres.halt, back: postgres.start })
    })
    await t.test(`frozen, round ${round}`, async (t) => {
      await goesAway(t, service, `frozen-${round}`, { away: postgres.freeze, back: postgres.thaw })
    })
  }

  t.test('calls that were refused are in the log afterwards', async (t) => {
    const { calls } = await ask(service, '/_swas/calls?operation=ImportKeyPair&code=ServiceUnavailable&limit=1000')
    const ids = calls.map(({ requestId }: Body) => requestId)
    t.ok(ids.length > 0)
    t.equal(new Set(ids).size, ids.length, 'each once')
  })
})

t.test('a command that ends while the database is away is not lost', { skip }, async (t) => {
  const postgres = await ownPostgres(t)
  const service = await startProcess(t, { DATABASE_URL: postgres.url })
  const plan = { PlanId: 'swas.s2.c2m2s50b4t08', ImageId: linuxImage, Period: '1', Amount: '1' }
  const { InstanceIds } = await ask(service, pathOf('CreateInstances', plan))
  const InstanceId = InstanceIds[0]
  const command = { InstanceId, Type: 'RunShellScript', Name: 'short', CommandContent: 'sleep 1; echo through' }
  const { InvokeId } = await ask(service, pathOf('RunCommand', command))
  const state = async () =>
    (await ask(service, pathOf('DescribeInvocationResult', { InstanceId, InvokeId }))).InvocationResult
  while ((await state()).InvocationStatus !== 'Running');
  await postgres.halt()
  await service.logged(/^work was refused/) // its end can’t be noted
  await postgres.start()
  await backAgain(service)
  while ((await state())?.InvocationStatus === 'Running');
  t.match(await state(), { InvocationStatus: 'Success' })
})

t.test('SIGTERM while the database is frozen', { skip }, async (t) => {
  const postgres = await ownPostgres(t)
  for (let round = 1; round <= 3; round++) {
    const service = await startProcess(t, { DATABASE_URL: postgres.url })
    const load = startLoad(service.endpoint, { clients, endsAt503: true })
    await load.answered(2 * clients, 200)
    postgres.freeze()
    service.signal('SIGTERM')
    t.same(await service.ended, [0, null])
    await load.stop()
    t.same([...new Set(load.outcomes.map(({ status }) => status))].sort(), [200, 503])
    postgres.thaw()
  }
})
