import { sql } from 'kysely'
import { type Db, inTransaction } from './db.ts'
import { raiseRevision } from './revision.ts'
import { hasAccount, keptOnReset, readTables, rowsOf, type Table } from './table-catalog.ts'

// What replicas remember; a reset that deletes none of it changes nothing for them.
const remembered = ['clock', 'transitions', 'faults']

/** Deletes what calls and tests have made of the account, or of all where it is ''. True where replicas remember some of it. */
export async function reset(db: Db, account: string): Promise<boolean> {
  return await inTransaction(db, (transaction) => clear(transaction, account))
}

/** As `reset`, in a transaction that goes on. */
export async function clear(db: Db, account: string): Promise<boolean> {
  const isRemembered = await deleteRows(db, await readTables(db, keptOnReset), account)
  if (isRemembered) await raiseRevision(db)
  return isRemembered
}

/** One statement, since constraints between the tables are checked at its end. */
export async function deleteRows(db: Db, tables: readonly Table[], account: string): Promise<boolean> {
  const chosen = account === '' ? tables : tables.filter((table) => hasAccount(table) || table.parent !== undefined)
  const deletions = chosen.map(
    (table) =>
      sql`${sql.ref(`from_${table.name}`)} as (delete from ${sql.table(table.name)} where ${rowsOf(table, account)}
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
