import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely'
import pg from 'pg'
import { type Availability, createAvailability, type DatabaseLog } from './availability.ts'
import { openEmbedded } from './embedded/open.ts'
import { openShared } from './embedded/shared.ts'
import { migrate } from './migrate.ts'
import { type DatabaseTimeouts, openPostgres } from './postgres.ts'
import type { Tables } from './tables/index.ts'

/** A database, or the transaction that a write happens in: what every store function takes first. */
export type Db = Kysely<Tables>

export interface Database {
  readonly engine: 'pglite' | 'postgresql'
  readonly db: Db
  /** Since when it is away; undefined while it is there. */
  awaySince(): Date | undefined
  /** Looks whether it is there, unless that is known; resolves when it is. */
  check(): Promise<void>
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** A PostgreSQL to use; without it the embedded database is started. */
  readonly databaseUrl?: string | undefined
  /** Where the embedded database keeps its files; without it, in memory, in one that the whole process shares. */
  readonly dataDir?: string | undefined
  /** A tar with the schema applied, so that a new embedded database needn't be made from nothing. */
  readonly image?: string | undefined
  /** How long a PostgreSQL is waited for. */
  readonly databaseTimeouts: DatabaseTimeouts
  /** Told that the database is away, and that it is back. */
  readonly log: DatabaseLog
}

/** Opens the database and brings its schema up to date. Rejects when it can't be reached, opened or locked. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, databaseTimeouts, dataDir, log } = options
  if (databaseUrl !== undefined) {
    const availability = createAvailability(log)
    const { pool, check } = openPostgres(databaseUrl, databaseTimeouts, availability)
    return await prepare({ engine: 'postgresql', pool, availability, check })
  }
  return dataDir === undefined ? await openShared(options) : (await openEmbedded(options)).database
}

export const toDb = (pool: PostgresPool): Db =>
  new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })]
  })

interface Prepared {
  readonly engine: Database['engine']
  readonly pool: PostgresPool
  readonly availability: Availability
  readonly check?: () => Promise<void>
  /** Called when it is closed, also where the schema can't be brought up to date. */
  readonly release?: () => Promise<void>
}

export async function prepare({ engine, pool, availability, check, release }: Prepared): Promise<Database> {
  const db = toDb(pool)
  const close = async () => {
    await db.destroy()
    await release?.()
    availability.close()
  }
  try {
    await migrate(db)
    return { engine, db, awaySince: () => availability.awaySince, check: check ?? (async () => {}), close }
  } catch (error) {
    await close()
    throw error
  }
}

const attempts = 3
const conflicts = new Set(['40001', '40P01']) // serialization failure, deadlock: the database asks to try again

/** Runs `work` in one transaction, again when the database gave it up for another's sake. */
export async function inTransaction<T>(db: Db, work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === attempts || !(error instanceof pg.DatabaseError) || !conflicts.has(error.code ?? '')) throw error
    }
  }
}
