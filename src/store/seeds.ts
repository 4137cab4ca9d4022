import { sql } from 'kysely'
import type { Db } from './db.ts'

/** Claims a seed by its content. False if it was applied before and not reset since. */
export async function claimSeed(db: Db, contentHash: Buffer, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into seeds (content_hash, at) values (${contentHash}, ${now}) on conflict do nothing`.execute(db)
  return numAffectedRows === 1n
}
