import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { type Body, databaseUrl, freshDatabase, publicKey, type Service, start } from '../fixture.ts'
import { has } from '../machine.ts'

/** PgBouncer in transaction mode, with fewer server connections than the service has of its own. */
async function pooled(t: Test, target: URL): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'swas-pooler-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const port = await freePort()
  const database = target.pathname.slice(1)
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
${database} = host=${target.hostname} port=${target.port} user=${target.username}${target.password && ` password=${target.password}`}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
`
  )
  chmodSync(folder, 0o755)
  // It refuses to be root.
  const asRoot = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const pooler = spawn('pgbouncer', [...asRoot, join(folder, 'pgbouncer.ini')], { stdio: ['ignore', 'ignore', 'pipe'] })
  t.after(async () => {
    pooler.kill('SIGKILL')
    if (pooler.exitCode === null) await once(pooler, 'exit')
  })
  let said = ''
  for await (const text of pooler.stderr) {
    said += text
    if (/process up/.test(said)) break
  }
  if (pooler.exitCode !== null) throw new Error(said)
  return `postgres://anyone@127.0.0.1:${port}/${database}`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

const skip =
  (databaseUrl === undefined && 'PostgreSQL is not here (TEST_DATABASE_URL)') ||
  (!has('pgbouncer') && 'pgbouncer is not here')

t.test('behind a pooler in transaction mode', { skip }, async (t) => {
  const direct = new URL(await freshDatabase(t, databaseUrl ?? ''))
  const url = await pooled(t, direct)
  const services = await Promise.all(Array.from({ length: 5 }, () => start(t, { databaseUrl: url })))
  const [one, two] = services as [Service, Service]

  t.test('five that start together migrate the schema once and answer calls', async (t) => {
    for (const { ok } of services) t.equal((await ok('ListKeyPairs')).TotalCount, 0)
  })

  t.test('a quota holds against calls at the same time', async (t) => {
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        (n % 2 === 0 ? one : two).rpc('ImportKeyPair', { KeyPairName: `key-${n}`, PublicKeyBody: publicKey })
      )
    )
    t.equal(replies.filter(({ status }) => status === 200).length, 10)
    t.equal(replies.filter(({ body }: { body: Body }) => body.Code === 'QuotaExceed.KeyPair').length, 50)
  })

  t.test('a ClientToken is used once', async (t) => {
    const call = { KeyPairName: 'token', PublicKeyBody: publicKey, ClientToken: 'pooled', RegionId: 'cn-beijing' }
    const replies = await Promise.all([one, two, one, two].map(({ rpc }) => rpc('ImportKeyPair', call)))
    t.same(
      replies.map(({ status }) => status),
      [200, 200, 200, 200]
    )
  })
})
