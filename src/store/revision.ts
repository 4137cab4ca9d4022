import { sql } from 'kysely'
import type { Db } from './db.ts'

/** Another one than before when something was changed that replicas remember. */
export async function readRevision(db: Db): Promise<string> {
  const { revision } = await db.selectFrom('revision').select('revision').executeTakeFirstOrThrow()
  return revision
}

/** To be called in the transaction that changes it. */
export async function raiseRevision(db: Db): Promise<void> {
  await db.updateTable('revision').set({ revision: sql`revision + 1` }).execute()
}
