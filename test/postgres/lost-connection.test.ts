import { sql } from 'kysely'
import t from 'tap'
import { needsPostgres, start } from '../fixture.ts'

t.test('a connection that breaks between two queries of a transaction', needsPostgres, async (t) => {
  const { database, ok, log } = await start(t, { logLevel: 'warn' })
  const { db } = database
  const broken = db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction)
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db)
    while (!log().includes('a database connection was lost')) await new Promise(setImmediate)
    await sql`select 1`.execute(transaction)
  })
  await t.rejects(broken)
  t.match(await ok('ListKeyPairs'), { TotalCount: 0 }, 'others have connections of their own')
})
