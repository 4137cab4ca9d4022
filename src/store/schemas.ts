/** Schemas to give away in an embedded database: one is always made before it is asked for. */
import { setTimeout } from 'node:timers' // a test that replaces the global one doesn't mean this one
import { type PostgresPool, sql } from 'kysely'
import { toDb } from './database.ts'
import { migrateByTurns } from './migrate.ts'
import { spare } from './pglite.ts'

// When the one who took the last has started, and before the next is likely to come.
const aheadMs = 50

export async function createSchemas(lend: (schema: string) => PostgresPool) {
  const db = toDb(lend('pg_catalog'))
  const { rows } = await sql`select from pg_namespace where nspname = ${spare}`.execute(db)
  const ready = ['public', ...rows.map(() => spare)]
  let last = 1 // `spare` is one
  let taken = 0
  let making: Promise<string> | undefined

  async function make(): Promise<string> {
    const name = `instance_${++last}`
    await sql`create schema ${sql.id(name)}`.execute(db)
    await migrateByTurns(toDb(lend(name)))
    return name
  }

  function makeAhead() {
    making ??= make()
    making.catch(() => {}) // whoever takes it is told
  }

  return {
    async take(): Promise<string> {
      const name = ready.shift()
      const given = name ?? making ?? make()
      if (name === undefined) making = undefined
      // Who starts one only needs no other.
      if (++taken > 1 && ready.length === 0) setTimeout(makeAhead, aheadMs).unref()
      return await given
    },

    /** In the background. */
    drop(name: string): void {
      const dropping = sql`drop schema ${sql.id(name)} cascade`.execute(db)
      dropping.catch(() => {}) // the thread has ended, and everything with it
    }
  }
}
