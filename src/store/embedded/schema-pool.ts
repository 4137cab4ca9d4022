/** Schemas to give away in an embedded database, each to one instance at a time: one is ready before it is asked for. */
import { setTimeout } from 'node:timers' // a test that replaces the global one doesn't mean this one
import { type PostgresPool, sql } from 'kysely'
import { type Db, toDb } from '../db.ts'
import { isUpToDate, migrateByTurns } from '../migrate.ts'
import { deleteRows } from '../reset.ts'
import { readTables } from '../table-catalog.ts'
import { idleSchema } from './pglite.ts'

// When the one who took the last has started, and before the next is likely to come.
const aheadMs = 50

export async function createSchemas(lend: (schema: string) => PostgresPool) {
  const db = toDb(lend('pg_catalog'))
  const { rows } = await sql`select from pg_namespace where nspname = ${idleSchema}`.execute(db)
  const ready = ['public', ...rows.map(() => idleSchema)].map((name) => Promise.resolve(name))
  let last = 1 // `idleSchema` is one
  let taken = 0

  async function make(): Promise<string> {
    const name = `instance_${++last}`
    await sql`create schema ${sql.id(name)}`.execute(db)
    await migrateByTurns(toDb(lend(name)))
    return name
  }

  async function recycle(name: string): Promise<string> {
    if (await empty(toDb(lend(name)))) return name
    await sql`drop schema ${sql.id(name)} cascade`.execute(db)
    return await make()
  }

  function add(coming: Promise<string>) {
    ready.push(coming)
    coming.catch(() => {}) // who takes it is told
  }

  return {
    async take(): Promise<string> {
      const name = ready.shift() ?? make()
      // Who starts one only needs no other.
      if (++taken > 1 && ready.length === 0) setTimeout(() => ready.length === 0 && add(make()), aheadMs).unref()
      return await name
    },

    /** It is emptied in the background. */
    giveBack: (name: string): void => add(recycle(name))
  }
}

/** As new, but for what nobody sees: the revision. False where it can't be. */
async function empty(db: Db): Promise<boolean> {
  try {
    await deleteRows(db, await readTables(db, []), '')
    await sql`select setval(oid::regclass, 1, false) from pg_class
      where relkind = 'S' and relnamespace = current_schema()::regnamespace`.execute(db)
    return await isUpToDate(db)
  } catch {
    return false
  }
}
