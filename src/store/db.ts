import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables/index.ts'

/** A database or a transaction: the first parameter of every function of the store. */
export type Db = Kysely<Tables>

export const toDb = (pool: PostgresPool): Db =>
  new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })]
  })

const attempts = 3
// Serialization failure and deadlock: the transaction may succeed when it is run again.
const conflicts = new Set(['40001', '40P01'])

/** Runs `work` in one transaction, up to three times if it conflicts with another transaction. */
export async function inTransaction<T>(db: Db, work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === attempts || !(error instanceof pg.DatabaseError) || !conflicts.has(error.code ?? '')) throw error
    }
  }
}
