import { type InsertObject, type RawBuilder, sql } from 'kysely'
import type { Tables } from './tables/index.ts'

/**
 * `insert into table (columns) select values`, for a row that depends on other rows: add `from` and `where`. A row that
 * lacks a column or misspells one doesn't compile.
 */
export function insertSelect<T extends keyof Tables>(table: T, row: InsertObject<Tables, T>): RawBuilder<unknown> {
  const given = Object.entries(row)
  const columns = given.map(([column]) => sql.ref(column))
  return sql`insert into ${sql.table(table)} (${sql.join(columns)}) select ${sql.join(given.map(([, value]) => value))}`
}
