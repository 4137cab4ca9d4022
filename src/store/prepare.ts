/** A database that is ready for use: every migration is applied. */
import type { PostgresPool } from 'kysely'
import type { Availability, DatabaseLog } from './availability.ts'
import { type Db, toDb } from './db.ts'
import { migrate } from './migrate.ts'
import type { DatabaseTimeouts } from './postgres.ts'

export interface Database {
  readonly engine: 'pglite' | 'postgresql'
  readonly db: Db
  /** Since when the database is unavailable; undefined while it is available. */
  awaySince(): Date | undefined
  /** Checks whether the database is available, unless that is known; resolves when it is known. */
  check(): Promise<void>
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** The PostgreSQL to use; without it the embedded database starts. */
  readonly databaseUrl?: string | undefined
  /** The embedded database's folder; without it, the whole process shares one database in memory. */
  readonly dataDir?: string | undefined
  /** A tar of a migrated database, from which a new embedded database starts faster. */
  readonly image?: string | undefined
  /** Time limits for a PostgreSQL. */
  readonly databaseTimeouts: DatabaseTimeouts
  /** Gets a line when the database becomes unavailable and when it is back. */
  readonly log: DatabaseLog
}

interface Prepared {
  readonly engine: Database['engine']
  readonly pool: PostgresPool
  readonly availability: Availability
  readonly check?: () => Promise<void>
  /** Called when the database closes, also if a migration fails. */
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
