/** A database as the service uses it: its schema up to date, its connections in a pool. */
import type { PostgresPool } from 'kysely'
import type { Availability, DatabaseLog } from './availability.ts'
import { type Db, toDb } from './db.ts'
import { migrate } from './migrate.ts'
import type { DatabaseTimeouts } from './postgres.ts'

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
