import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables/index.ts'

/** A database, or the transaction that a write happens in: what every store function takes first. */
export type Db = Kysely<Tables>

export const toDb = (pool: PostgresPool): Db =>
  new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })]
  })

const attempts = 3
const conflicts = new Set(['40001', '40P01']) // serialization failure, deadlock: the database asks to try again

/** Runs `work` in one transaction, again when the database gave it up for another's sake. */
export async function inTransaction<T>(db: Db, work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === attempts || !(error instanceof pg.DatabaseError) || !conflicts.has(error.code ?? '')) throw error
    }
  }
}
