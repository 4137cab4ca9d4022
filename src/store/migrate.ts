import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from '../../migrations/index.ts'
import type { Tables } from './tables.ts'

/**
 * Brings the schema up to date. Any number of processes may do so at the same time: one works, the others wait
 * (a transaction-level advisory lock, which also holds behind a pooler). A schema newer than this program is refused.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  if (await isUpToDate(db)) return
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

async function isUpToDate(db: Kysely<Tables>): Promise<boolean> {
  const applied = await sql<{ name: string }>`select name from kysely_migration order by name`
    .execute(db)
    .catch(() => ({
      rows: []
    }))
  return applied.rows.map(({ name }) => name).join() === Object.keys(migrations).sort().join()
}
