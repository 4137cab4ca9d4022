import { type Kysely, sql } from 'kysely'
import { migrations } from '../../migrations/index.ts'
import { type Db, inTransaction } from './db.ts'
import type { Tables } from './tables/index.ts'

// Any number that no other advisory lock of the database uses.
const lock = 20200601

/**
 * Applies the missing migrations in one transaction. Any number of processes may call this at the same time: one works
 * and the others wait. The lock belongs to the transaction, so it also works behind a pooler; the lock of Kysely's own
 * Migrator belongs to the session. Throws if the schema is newer than this program.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  if (await isUpToDate(db)) return
  await inTransaction(db, async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(lock)})`.execute(transaction)
    await createMigrationTable(transaction)
    const applied = await listApplied(transaction)
    const names = Object.keys(migrations).sort()
    const unknown = applied.filter((name) => !names.includes(name))
    if (unknown.length > 0) throw new Error(newerSchema(unknown))
    for (const name of names.filter((name) => !applied.includes(name))) await apply(transaction, name)
  })
}

const newerSchema = (unknown: readonly string[]) =>
  `The database's schema is newer than this program: a newer swas-local has made it (${unknown.join(', ')}). Start that version, or set DATABASE_URL or DATA_DIR to another database.`

/**
 * Applies every migration to an empty schema that no other connection uses yet. Without a transaction, so that other
 * schemas get the connection between two statements.
 */
export async function migrateStepwise(db: Db): Promise<void> {
  await createMigrationTable(db)
  for (const name of Object.keys(migrations).sort()) await apply(db, name)
}

const createMigrationTable = (db: Db) =>
  sql`create table if not exists kysely_migration (
    name varchar(255) primary key, timestamp varchar(255) not null
  )`.execute(db)

async function apply(db: Db, name: string): Promise<void> {
  await migrations[name]?.up(db)
  await sql`insert into kysely_migration values (${name}, ${new Date().toISOString()})`.execute(db)
}

export async function isUpToDate(db: Db): Promise<boolean> {
  const applied = await listApplied(db).catch(() => []) // a new database has no such table
  return applied.join() === Object.keys(migrations).sort().join()
}

async function listApplied(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name collate "C"`.execute(db)
  return rows.map(({ name }) => name)
}
