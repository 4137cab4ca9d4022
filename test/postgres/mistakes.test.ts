/** Each mistake with a PostgreSQL at the start: one sentence that names DATABASE_URL and the way out. */
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import pg from 'pg'
import t from 'tap'
import { findServer, startServer } from '../../scripts/testing/postgres.ts'
import { type Mistake, refused } from '../commands/mistake.ts'
import { databaseUrl, freshDatabase, needsPostgres } from '../fixture.ts'
import { run } from '../process.ts'

t.test('a PostgreSQL that can’t be used', needsPostgres, async (t) => {
  const url = new URL(await freshDatabase(t, databaseUrl ?? ''))
  const missing = Object.assign(new URL(url), { pathname: '/none' })
  const nobody = Object.assign(new URL(url), { username: 'none' })
  const mistakes: Mistake[] = [
    { title: 'no database', settings: { DATABASE_URL: missing.href }, says: /DATABASE_URL: there is no database none/ },
    { title: 'no user', settings: { DATABASE_URL: nobody.href }, says: /DATABASE_URL: .*user none/ }
  ]
  for (const mistake of mistakes) await refused(t, mistake)
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query('create table orders ()')
  await client.query('create table kysely_migration as select $1::text as name, $1::text as timestamp', ['shop'])
  await refused(t, {
    title: 'not ours',
    settings: { DATABASE_URL: url.href },
    says: /belongs to another program: .*orders/
  })
  await client.query('drop table orders, kysely_migration')
  const { stop } = await run(t, { DATABASE_URL: url.href })
  await stop()
  await client.query("insert into kysely_migration values ('999-later', '')")
  await client.end()
  await refused(t, { title: 'newer', settings: { DATABASE_URL: url.href }, says: /newer.*999-later.*DATABASE_URL/ })
})

const found = findServer()
const isLacking = databaseUrl === undefined ? needsPostgres.skip : 'lacking' in found && found.lacking

t.test('a wrong password', { skip: isLacking }, async (t) => {
  if ('lacking' in found) return
  const server = await startServer(found.folder)
  t.teardown(() => server.stop())
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query("create role app login password 'right'")
  const { hba_file: rules } = (await client.query('show hba_file')).rows[0]
  await client.end()
  writeFileSync(rules, `host all app 127.0.0.1/32 scram-sha-256\n${readFileSync(rules, 'utf8')}`)
  await server.halt()
  await server.start()
  const withPassword = (password: string) => {
    const url = Object.assign(new URL(server.url), { username: 'app', password })
    return { DATABASE_URL: url.href }
  }
  const [wrong, none] = [withPassword('hush-hush'), withPassword('')]
  await refused(t, { title: 'wrong', settings: wrong, says: /DATABASE_URL: the password of the user app is wrong/ })
  await refused(t, { title: 'none', settings: none, says: /DATABASE_URL: .* wants a password for the user app/ })
})

t.test('a PostgreSQL that is too old', needsPostgres, async (t) => {
  const { hostname, port, pathname } = new URL(databaseUrl ?? '')
  // The server's own words but for its version.
  const older = createServer((socket) => {
    const server = connect({ host: hostname, port: Number(port) })
    socket
      .on('error', () => {})
      .on('data', (data) => server.write(data))
      .on('close', () => server.destroy())
    server.on('error', () => {}).on('close', () => socket.destroy())
    server.on('data', (data) => socket.write(data.toString('latin1').replace(/\b1\d(\.\d+ \()/g, '12$1'), 'latin1'))
  }).listen(0, '127.0.0.1')
  t.teardown(() => older.close())
  await once(older, 'listening')
  const address = older.address()
  const place = typeof address === 'object' ? address?.port : 0
  const { username, password } = new URL(databaseUrl ?? '')
  const user = [username, password].filter(Boolean).join(':')
  const settings = { DATABASE_URL: `postgres://${user}@127.0.0.1:${place}${pathname}` }
  await refused(t, { title: 'too old', settings, says: /DATABASE_URL: this is PostgreSQL 12\..*needs 15 or newer/ })
})
