import { sql } from 'kysely'
import type { Db } from './db.ts'

/** A table as the database's own catalog describes it, so that a new table is included without a list to extend. */
export interface Table {
  readonly name: string
  readonly columns: readonly string[]
  /** The identity column, if there is one. */
  readonly counter: string | undefined
  /** The columns that a sequence fills. A sequence never gives the same number twice. */
  readonly numbered: readonly string[]
  /** The foreign key of a table without an account: `column` refers to `table.key`. */
  readonly parent: { readonly column: string; readonly table: string; readonly key: string } | undefined
}

const bookkeepingTables = ['kysely_migration', 'kysely_migration_lock', 'revision', 'secrets']

/** Tables that a reset doesn't empty: callers and snapshots aren't made by calls. */
export const keptOnReset: readonly string[] = ['access_keys', 'sandboxes', 'snapshots']

/** Every table except the bookkeeping tables and `except`. */
export async function readTables(db: Db, except: readonly string[]): Promise<Table[]> {
  const { rows } = await sql<{
    name: string
    columns: string[]
    counter: string | null
    numbered: string[] | null
    fk: string[] | null
  }>`
    select c.relname as name,
      (select json_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '') as counter,
      (select json_agg(a.attname) from pg_attribute a join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where a.attrelid = c.oid and pg_get_expr(d.adbin, d.adrelid) like 'nextval(%') as numbered,
      (select json_build_array(own.attname, p.relname, other.attname) from pg_constraint f
        join pg_class p on p.oid = f.confrelid
        join pg_attribute own on own.attrelid = c.oid and own.attnum = f.conkey[1]
        join pg_attribute other on other.attrelid = p.oid and other.attnum = f.confkey[1]
        where f.conrelid = c.oid and f.contype = 'f' and cardinality(f.conkey) = 1 limit 1) as fk
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
      and c.relname <> all (${[...bookkeepingTables, ...except]}::text[])
    order by c.relname`.execute(db)
  return rows.map(({ name, columns, counter, numbered, fk }) => {
    const [column = '', table = '', key = ''] = fk ?? []
    return {
      name,
      columns,
      counter: counter ?? undefined,
      numbered: [...(numbered ?? []), ...(counter === null ? [] : [counter])],
      parent: fk === null ? undefined : { column, table, key }
    }
  })
}

export const hasAccount = ({ columns }: Table): boolean => columns.includes('account')

/** A condition for the account's rows of a table; '' is for all rows. A table without accounts has no rows of one. */
export function rowsOf(table: Table, account: string) {
  if (account === '') return sql`true`
  if (hasAccount(table)) return sql`account = ${account}`
  if (table.parent === undefined) return sql`false`
  const { column, table: parent, key } = table.parent
  return sql`${sql.ref(column)} in (select ${sql.ref(key)} from ${sql.table(parent)} where account = ${account})`
}
