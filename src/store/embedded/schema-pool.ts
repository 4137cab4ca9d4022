/** A pool of migrated schemas in an embedded database, one for each instance. It prepares the next one in advance. */
import { setTimeout } from 'node:timers' // immune to tests that replace the global timers
import { type PostgresPool, sql } from 'kysely'
import { type Db, toDb } from '../db.ts'
import { isUpToDate, migrateStepwise } from '../migrate.ts'
import { deleteRows } from '../reset.ts'
import { allAccounts } from '../scope.ts'
import { readTables } from '../table-catalog.ts'
import { idleSchema } from './pglite.ts'

// Long enough for the instance that took the last schema to start, and short enough to be ready for the next instance.
const prepareAfterMs = 50

export async function createSchemaPool(poolFor: (schema: string) => PostgresPool) {
  const db = toDb(poolFor('pg_catalog'))
  const { rows } = await sql`select from pg_namespace where nspname = ${idleSchema}`.execute(db)
  const ready = ['public', ...rows.map(() => idleSchema)].map((name) => Promise.resolve(name))
  let last = 1 // the number in the name of `idleSchema`
  let acquired = 0

  async function make(): Promise<string> {
    const name = `instance_${++last}`
    await sql`create schema ${sql.id(name)}`.execute(db)
    await migrateStepwise(toDb(poolFor(name)))
    return name
  }

  async function recycle(name: string): Promise<string> {
    if (await empty(toDb(poolFor(name)))) return name
    await sql`drop schema ${sql.id(name)} cascade`.execute(db)
    return await make()
  }

  function add(schema: Promise<string>) {
    ready.push(schema)
    schema.catch(() => {}) // `acquire` rejects
  }

  return {
    async acquire(): Promise<string> {
      const name = ready.shift() ?? make()
      // A process with one instance needs no second schema.
      if (++acquired > 1 && ready.length === 0)
        setTimeout(() => ready.length === 0 && add(make()), prepareAfterMs).unref()
      return await name
    },

    /** Empties the schema in the background. */
    release: (name: string): void => add(recycle(name))
  }
}

/** Empties every table and restarts the sequences; only the revision stays. False if that fails. */
async function empty(db: Db): Promise<boolean> {
  try {
    await deleteRows(db, await readTables(db, []), allAccounts)
    await sql`select setval(oid::regclass, 1, false) from pg_class
      where relkind = 'S' and relnamespace = current_schema()::regnamespace`.execute(db)
    return await isUpToDate(db)
  } catch {
    return false
  }
}
