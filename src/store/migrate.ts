import { type Kysely, sql } from 'kysely'
import { migrations } from '../../migrations/index.ts'
import { type Db, inTransaction } from './db.ts'
import type { Tables } from './tables/index.ts'

// Any number that nothing else in the database locks.
const lock = 20200601

/**
 * Brings the schema up to date, all steps or none, in one transaction. Any number of processes may do so at the same
 * time: one works, the others wait. The lock belongs to the transaction and not to the session, so it also holds
 * behind a pooler; Kysely's own Migrator locks the session. A schema newer than this program is refused.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  if (await isUpToDate(db)) return
  await inTransaction(db, async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(lock)})`.execute(transaction)
    await createBook(transaction)
    const applied = await listApplied(transaction)
    const names = Object.keys(migrations).sort()
    const unknown = applied.filter((name) => !names.includes(name))
    if (unknown.length > 0) throw new Error(`The database's schema is newer than this program: ${unknown.join(', ')}.`)
    for (const name of names.filter((name) => !applied.includes(name))) await apply(transaction, name)
  })
}

/** Every step into an empty schema that nobody else knows of yet: not in one go, so that others get their turns. */
export async function migrateByTurns(db: Db): Promise<void> {
  await createBook(db)
  for (const name of Object.keys(migrations).sort()) await apply(db, name)
}

const createBook = (db: Db) =>
  sql`create table if not exists kysely_migration (
    name varchar(255) primary key, timestamp varchar(255) not null
  )`.execute(db)

async function apply(db: Db, name: string): Promise<void> {
  await migrations[name]?.up(db)
  await sql`insert into kysely_migration values (${name}, ${new Date().toISOString()})`.execute(db)
}

export async function isUpToDate(db: Db): Promise<boolean> {
  const applied = await listApplied(db).catch(() => []) // no such table yet
  return applied.join() === Object.keys(migrations).sort().join()
}

async function listApplied(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name collate "C"`.execute(db)
  return rows.map(({ name }) => name)
}
