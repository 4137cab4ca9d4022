import { sql } from 'kysely'
import { type Db, inTransaction } from './db.ts'
import { raiseRevision } from './revision.ts'
import { accountColumn, type Scope } from './scope.ts'
import { hasAccount, keptOnReset, readTables, rowsOf, type Table } from './table-catalog.ts'

// What replicas remember; a reset that deletes none of it changes nothing for them.
const remembered = ['clock', 'transitions', 'faults']

/** Deletes what calls and tests have made. Resolves with true if replicas have some of it in their caches. */
export async function reset(db: Db, scope: Scope): Promise<boolean> {
  return await inTransaction(db, (transaction) => clear(transaction, scope))
}

/** As `reset`, inside the caller's transaction. */
export async function clear(transaction: Db, scope: Scope): Promise<boolean> {
  const isRemembered = await deleteRows(transaction, await readTables(transaction, keptOnReset), scope)
  if (isRemembered) await raiseRevision(transaction)
  return isRemembered
}

/** One statement, since constraints between the tables are checked at its end. */
export async function deleteRows(db: Db, tables: readonly Table[], scope: Scope): Promise<boolean> {
  const chosen = 'all' in scope ? tables : tables.filter((table) => hasAccount(table) || table.parent !== undefined)
  const deletions = chosen.map(
    (table) =>
      sql`${sql.ref(`from_${table.name}`)} as (delete from ${sql.table(table.name)} where ${rowsOf(table, accountColumn(scope))}
        returning 1)`
  )
  const names = chosen.map(({ name }) => name).filter((name) => remembered.includes(name))
  const { rows } = await sql<{ isRemembered: boolean }>`
    with ${sql.join(deletions)}
    select ${sql.join(
      names.map((name) => sql`exists (select from ${sql.ref(`from_${name}`)})`),
      sql` or `
    )} as is_remembered`.execute(db)
  return rows[0]?.isRemembered ?? false
}
