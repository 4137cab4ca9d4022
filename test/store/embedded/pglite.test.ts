// On the embedded database only: it is what is tested.
import { sql } from 'kysely'
import t from 'tap'
import { start } from '../../fixture.ts'

t.test('the embedded database', async (t) => {
  const { database, rpc, endpoint } = await start(t, { databaseUrl: undefined })
  const { db } = database

  t.test('lives on its own thread: a long statement doesn’t stop HTTP', async (t) => {
    t.equal((await rpc('ListRegions')).status, 200, 'the caller is known')
    let isDone = false
    const slow = sql`select count(*) from generate_series(1, 20000000)`.execute(db).then(() => {
      isDone = true
    })
    t.equal((await rpc('ListRegions')).status, 200)
    t.equal((await rpc('ListPlans')).status, 200)
    t.notOk(isDone, 'answered while the statement was still running')
    await slow
  })

  t.test('gives values and errors as PostgreSQL’s own driver does', async (t) => {
    const { rows } = await sql`select 5::int8 as n, '\\x6869'::bytea as b, now() as i, '{a,b}'::text[] as l`.execute(db)
    t.match(rows, [{ n: '5', b: Buffer.from('hi'), i: Date, l: ['a', 'b'] }])
    await t.rejects(sql`insert into quotas values ('a', 'r', 'KeyPairs', 2, 1)`.execute(db), {
      code: '23514',
      constraint: 'quotas_not_exceeded'
    })
  })

  t.test('goes on after an error, alone and in a transaction', async (t) => {
    await t.rejects(sql`selec`.execute(db), { code: '42601' })
    await t.rejects(
      db.transaction().execute((transaction) => sql`select ${'x'}::int`.execute(transaction)),
      { code: '22P02' }
    )
    t.equal((await fetch(`http://${endpoint}/_swas/health`)).status, 200)
  })

  t.test('ends the transaction of a connection that goes away', async (t) => {
    const leaving = db.transaction().execute(async (transaction) => {
      await sql`insert into quotas values ('left', 'r', 'KeyPairs', 0, 1)`.execute(transaction)
      throw new Error('gone')
    })
    await t.rejects(leaving, { message: 'gone' })
    t.same((await sql`select * from quotas where account = 'left'`.execute(db)).rows, [])
  })

  t.test('keeps nothing of what it has answered', async (t) => {
    const answer = sql`select repeat('x', 1000) from generate_series(1, 200)`
    const times = async (count: number) => {
      for (let n = 0; n < count; n++) await answer.execute(db)
    }
    await times(500)
    const before = process.memoryUsage().rss
    await times(4000)
    const grown = (process.memoryUsage().rss - before) / 2 ** 20
    t.ok(grown < 400, `800 MB were answered, ${grown.toFixed(0)} MB kept`) // garbage comes and goes
  })

  t.test('cleans up after itself, outside of transactions only', async (t) => {
    const log = sql<{ segments: number }>`select count(*)::integer as segments from pg_ls_waldir()`
    const grow = sql`insert into call_counts select 'a' || n, 'x', now(), 1 from generate_series(1, 50000) n`
    await db.transaction().execute(async (transaction) => {
      await grow.execute(transaction)
      await sql`delete from call_counts`.execute(transaction)
      for (let n = 0; n < 6000; n++) await sql`select 1`.execute(transaction)
      t.ok(((await log.execute(transaction)).rows[0]?.segments ?? 0) > 5, 'the log of changes has grown')
    })
    t.ok(((await log.execute(db)).rows[0]?.segments ?? 9) < 5)
    const { rows } = await sql<{ size: number }>`select pg_relation_size('call_counts')::integer as size`.execute(db)
    t.equal(rows[0]?.size, 0, 'and dead rows are gone')
  })
})
