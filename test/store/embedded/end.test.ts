// On the embedded database only: it is what is tested.
/** The thread of the embedded database ends while the service runs, as it does when its memory is exhausted. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import t, { type Test } from 'tap'
import { publicKey, type Service, start } from '../../fixture.ts'
import { controlClient } from '../../http/control/client.ts'

const refusal = {
  status: 503,
  body: { Code: 'ServiceUnavailable', Message: /^The request has failed due to a temporary failure of the server\./ }
}

/** The service, with the thread that its database lives on. */
async function startWithThread(t: Test, dataDir?: string): Promise<Service & { thread: Worker }> {
  const started = once(process, 'worker')
  const service = await start(t, { databaseUrl: undefined, dataDir, logLevel: 'info' })
  const [thread] = await started
  return { ...service, thread }
}

t.test('in memory its data is gone: every call is refused, and the log says why', async (t) => {
  const { thread, rpc, ok, log, endpoint, app } = await startWithThread(t)
  const control = controlClient(endpoint)
  await ok('ImportKeyPair', { KeyPairName: 'gone', PublicKeyBody: publicKey })
  t.match(await control('GET', 'health'), { status: 200, body: { status: 'ok' } })
  const underWay = Array.from({ length: 20 }, () => rpc('ListKeyPairs'))
  await thread.terminate()
  for (const reply of await Promise.all(underWay)) if (reply.status !== 200) t.match(reply, refusal)
  for (let n = 0; n < 20; n++) t.match(await rpc('ListKeyPairs'), refusal)
  t.match(await control('GET', 'health'), {
    status: 503,
    body: { status: 'unavailable', database: 'pglite', databaseAwaySince: /^\d{4}-/ }
  })
  t.match(log(), /the embedded database has ended, and the data in its memory with it/)
  t.notMatch(log(), /"stack"/)
  await app.close()

  const next = await start(t, { databaseUrl: undefined })
  t.equal((await next.ok('ListKeyPairs')).TotalCount, 0, 'another instance of the process begins anew')
})

t.test('in a folder it is opened again, with what was acknowledged', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'swas-end-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const { thread, rpc, ok, log } = await startWithThread(t, join(folder, 'data'))
  await ok('ImportKeyPair', { KeyPairName: 'kept', PublicKeyBody: publicKey })
  await thread.terminate()
  let reply = await rpc('ListKeyPairs')
  while (reply.status !== 200) {
    t.match(reply, refusal)
    reply = await rpc('ListKeyPairs')
  }
  t.equal(reply.body.TotalCount, 1)
  t.match(log(), /the database is back after/)
  t.equal((await ok('ListKeyPairs')).TotalCount, 1)
})
