import { sql } from 'kysely'
import type { Database } from '../src/store/prepare.ts'

/** Every row of every table as text, with bytes as the characters that they may be. */
export async function everyRow({ db }: Pick<Database, 'db'>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema()`.execute(db)
  const tables = await Promise.all(
    rows.map(async ({ name }) => {
      const table = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(db)
      return table.rows.map(({ row }) => `${name} ${row}${row.replace(/\\\\x([0-9a-f]+)/g, (_, hex) => fromHex(hex))}`)
    })
  )
  return tables.flat().sort()
}

const fromHex = (hex: string) => Buffer.from(hex, 'hex').toString('latin1')
