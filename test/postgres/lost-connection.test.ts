import { once } from 'node:events'
import { sql } from 'kysely'
import pg from 'pg'
import t from 'tap'
import { createAvailability } from '../../src/store/availability.ts'
import { guardPool, surviveLoss } from '../../src/store/guarded-pool.ts'
import { DatabaseUnavailableError } from '../../src/store/unavailable.ts'
import { databaseUrl, needsPostgres, start } from '../fixture.ts'

t.test('a connection that breaks between two queries of a transaction', needsPostgres, async (t) => {
  const { database, ok } = await start(t)
  const { db } = database
  const broken = db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction)
    const pid = rows[0]?.pid
    await sql`select pg_terminate_backend(${pid})`.execute(db)
    const isThere = async () => (await sql`select from pg_stat_activity where pid = ${pid}`.execute(db)).rows.length > 0
    while (await isThere()) await new Promise(setImmediate)
    await sql`select 1`.execute(transaction)
  })
  await t.rejects(broken)
  t.match(await ok('ListKeyPairs'), { TotalCount: 0 }, 'others have connections of their own')
})

t.test('a connection that breaks just when the pool hands it out', needsPostgres, async (t) => {
  const pool = surviveLoss(new pg.Pool({ connectionString: databaseUrl }))
  t.after(() => pool.end())
  const broken = async () => {
    const client = await pool.connect()
    const { rows } = await client.query('select pg_backend_pid() as pid')
    const lost = once(client, 'error').catch((error) => error)
    await Promise.all([lost, pool.query('select pg_terminate_backend($1)', [rows[0].pid])])
    return client
  }
  const availability = createAvailability(() => {})
  t.after(() => availability.close())
  const guarded = guardPool({ options: pool.options, connect: broken, end: () => pool.end() }, availability)
  const client = await guarded.connect()
  await t.rejects(client.query('select 1', []), DatabaseUnavailableError)
  client.release()
  t.equal(pool.idleCount, 1, 'the pool keeps only the connection that works')
})
