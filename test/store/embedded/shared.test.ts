// On the embedded database only: it is what is tested.
import { sql } from 'kysely'
import t from 'tap'
import type { Db } from '../../../src/store/db.ts'
import { eventually } from '../../eventually.ts'
import { list, makeInstances, publicKey, start } from '../../fixture.ts'
import { controlClient } from '../../http/control/client.ts'
import { everyRow } from '../../rows.ts'

const embedded = { databaseUrl: undefined } as const
const schemaOf = async (db: Db) => (await sql<{ name: string }>`select current_schema() as name`.execute(db)).rows[0]
const names = async (db: Db) => (await sql`select name from key_pairs`.execute(db)).rows

/** The threads of this process that run: the database's is the only kind here. */
let running = 0
process.on('worker', (thread) => {
  running++
  thread.once('exit', () => running--)
})

t.test('instances of one process share a database, and see nothing of each other', async (t) => {
  const [one, other] = [await start(t, embedded), await start(t, embedded)]
  await one.ok('ImportKeyPair', { KeyPairName: 'mine', PublicKeyBody: publicKey })
  t.equal((await other.ok('ListKeyPairs')).TotalCount, 0)
  t.not((await schemaOf(one.database.db))?.name, (await schemaOf(other.database.db))?.name, 'a schema each')
  const backend = sql<{ pid: number }>`select pg_backend_pid() as pid`
  const pids = await Promise.all([one, other].map(({ database }) => backend.execute(database.db)))
  t.same(pids[0]?.rows, pids[1]?.rows, 'and one session')

  t.test('also when both are at work at the same time', async (t) => {
    const add = ({ ok }: typeof one, KeyPairName: string) =>
      ok('ImportKeyPair', { KeyPairName, PublicKeyBody: publicKey })
    await Promise.all(['a', 'b', 'c', 'd'].flatMap((name) => [add(one, `one-${name}`), add(other, `other-${name}`)]))
    const [ofOne, ofOther] = await Promise.all([names(one.database.db), names(other.database.db)])
    t.same(ofOne.length, 5)
    t.same(ofOther.length, 4)
  })

  t.test('and a transaction is nobody else’s', async (t) => {
    let theirs: Promise<unknown> | undefined
    const failing = one.database.db.transaction().execute(async (transaction) => {
      await sql`delete from key_pairs`.execute(transaction)
      theirs = names(other.database.db) // waits for its turn
      await sql`selec`.execute(transaction)
    })
    await t.rejects(failing, { code: '42601' })
    t.same(((await theirs) as unknown[]).length, 4)
    t.same((await names(one.database.db)).length, 5, 'rolled back')
  })

  t.test('also not one that was left open', async (t) => {
    await one.database.db.connection().execute(async (db) => {
      await sql`begin`.execute(db)
      await sql`delete from key_pairs`.execute(db)
      await t.rejects(sql`selec`.execute(db), { code: '42601' })
    })
    t.same((await names(other.database.db)).length, 4)
    t.same((await names(one.database.db)).length, 5)
  })
})

t.test('an instance begins with what a new one has, though its schema was another’s', async (t) => {
  const stays = await start(t, embedded)
  // Without what nobody sees and what is made up.
  const seenRows = async (service: typeof stays) =>
    (await everyRow(service.database))
      .filter((row) => !/^(kysely_migration|revision) /.test(row))
      .map((row) => row.replace(/[0-9a-f]{32}|-[0-9a-f]{4}(?=,)/g, 'random'))
      .sort()
  const use = async (service: typeof stays) => {
    await service.ok('ImportKeyPair', { KeyPairName: 'first', PublicKeyBody: publicKey })
    const [server = ''] = await makeInstances(service, 2)
    await service.ok('AttachKeyPair', { KeyPairName: 'first', ...list('InstanceIds', [server]) })
    return (await seenRows(service)).filter((row) => !row.startsWith('calls ')) // they are written some time later
  }
  const expected = await use(stays)
  const seen = new Set<string | undefined>()
  for (let round = 0; round < 8; round++) {
    const service = await start(t, embedded)
    seen.add((await schemaOf(service.database.db))?.name)
    const control = controlClient(service.endpoint)
    t.same(await seenRows(service), [])
    t.same((await service.ok('ListKeyPairs')).TotalCount, 0)
    t.same(await use(service), expected)
    await control('PUT', 'clock', { now: '2030-01-01T00:00:00Z', frozen: true })
    await control('PUT', 'snapshots/one')
    await control('PUT', 'access-keys/one')
    await control('POST', 'sandboxes')
    await control('POST', 'faults', { faults: [{ operation: '*', delayMs: 1 }] })
    await service.app.close()
  }
  t.equal(seen.size, 2, 'two of them take turns')
})

t.test('nor does it inherit a schema that was changed', async (t) => {
  for (const change of [
    sql`drop table kysely_migration`,
    sql`insert into kysely_migration values ('999-later', 'now')`
  ]) {
    for (let round = 0; round < 3; round++) {
      const { app, database, ok } = await start(t, embedded)
      t.equal((await ok('ListKeyPairs')).TotalCount, 0)
      await change.execute(database.db)
      await app.close()
    }
  }
})

t.test('the thread outlives its last instance for a while, and is started anew', async (t) => {
  const life = async () => {
    const { app, database, ok } = await start(t, embedded)
    t.equal((await ok('ListKeyPairs')).TotalCount, 0)
    const { rows } = await sql<{ since: Date }>`select pg_postmaster_start_time() as since`.execute(database.db)
    await app.close()
    return rows[0]?.since.getTime()
  }
  const first = await life()
  t.equal(await life(), first)
  await eventually(() => running === 0)
  const [one, other] = await Promise.all([life(), life()])
  t.not(one, first)
  t.equal(one, other)
})
