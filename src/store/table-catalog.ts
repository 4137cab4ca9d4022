import { sql } from 'kysely'
import type { Db } from './db.ts'

/** A table as the database itself describes it, so that none can be forgotten. */
export interface Table {
  readonly name: string
  readonly columns: readonly string[]
  /** The column that numbers its rows, where one does. */
  readonly counter: string | undefined
  /** The columns that a sequence fills; what it gave once it gives nobody again. */
  readonly numbered: readonly string[]
  /** Of a table that says no account: which column names a row of which other table. */
  readonly parent: { readonly column: string; readonly table: string; readonly key: string } | undefined
}

const bookkeepingTables = ['kysely_migration', 'kysely_migration_lock', 'revision', 'secrets']

/** Who may call, and what was put aside: neither was made by calls, and both outlive them. */
export const keptOnReset: readonly string[] = ['access_keys', 'sandboxes', 'snapshots']

/** Every table but the schema's own bookkeepingTables and those named. */
export async function readTables(db: Db, but: readonly string[]): Promise<Table[]> {
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
      and c.relname <> all (${[...bookkeepingTables, ...but]}::text[])
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

/** Which rows of a table are the account's; all where it is ''. Tables that know no account have none of one. */
export function rowsOf(table: Table, account: string) {
  if (account === '') return sql`true`
  if (hasAccount(table)) return sql`account = ${account}`
  if (table.parent === undefined) return sql`false`
  const { column, table: parent, key } = table.parent
  return sql`${sql.ref(column)} in (select ${sql.ref(key)} from ${sql.table(parent)} where account = ${account})`
}
