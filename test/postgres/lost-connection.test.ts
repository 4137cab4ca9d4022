import { sql } from 'kysely'
import t from 'tap'
import { needsPostgres, start } from '../fixture.ts'

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
