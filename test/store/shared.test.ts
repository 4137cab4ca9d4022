import { sql } from 'kysely'
import t from 'tap'
import type { Db } from '../../src/store/database.ts'
import { publicKey, start } from '../fixture.ts'

const embedded = { databaseUrl: undefined } as const
const schemaOf = async (db: Db) => (await sql<{ name: string }>`select current_schema() as name`.execute(db)).rows[0]
const names = async (db: Db) => (await sql`select name from key_pairs`.execute(db)).rows

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

t.test('an instance that closes takes its schema along, and the next one gets another', async (t) => {
  const stays = await start(t, embedded)
  const seen = new Set<string | undefined>()
  for (let round = 0; round < 25; round++) {
    const { app, database, ok } = await start(t, embedded)
    seen.add((await schemaOf(database.db))?.name)
    t.equal((await ok('ListKeyPairs')).TotalCount, 0)
    await ok('ImportKeyPair', { KeyPairName: 'gone', PublicKeyBody: publicKey })
    await app.close()
  }
  t.equal(seen.size, 25)
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from pg_namespace where nspname ~ '^(public|instance_)'`.execute(stays.database.db)
  t.ok((rows[0]?.n ?? 0) <= 4, `${rows[0]?.n} schemas are left`)
  t.equal((await stays.ok('ListKeyPairs')).TotalCount, 0)
})

t.test('the thread that ended is started anew', async (t) => {
  const { app } = await start(t, embedded)
  await app.close()
  const [one, other] = await Promise.all([start(t, embedded), start(t, embedded)])
  t.equal((await one.ok('ListKeyPairs')).TotalCount, 0)
  t.equal((await other.ok('ListKeyPairs')).TotalCount, 0)
})
