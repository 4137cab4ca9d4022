import { sql } from 'kysely'
import type { Db } from './db.ts'

/** A number that differs after each change of data that replicas cache. */
export async function readRevision(db: Db): Promise<string> {
  const { revision } = await db.selectFrom('revision').select('revision').executeTakeFirstOrThrow()
  return revision
}

/** Call it in the transaction that changes such data. */
export async function raiseRevision(db: Db): Promise<void> {
  await db.updateTable('revision').set({ revision: sql`revision + 1` }).execute()
}
