import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { type PgliteThread, startPglite } from './pglite.ts'
import type { Tables } from './tables.ts'

/** A database, or the transaction that a write happens in: what every store function takes first. */
export type Db = Kysely<Tables>

export interface Database {
  readonly engine: 'pglite' | 'postgresql'
  readonly db: Db
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** A PostgreSQL to use; without it the embedded database is started. */
  readonly databaseUrl?: string | undefined
  /** Where the embedded database keeps its files; without it, in memory. */
  readonly dataDir?: string | undefined
  /** A tar with the schema applied, so that a new embedded database needn't be made from nothing. */
  readonly image?: string | undefined
  /** Told of a lost connection outside of any call. */
  readonly onIdleError: (error: Error) => void
}

const poolSize = 10

/** Opens the database and brings its schema up to date. Rejects when it can't be reached, opened or locked. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl } = options
  if (databaseUrl === undefined) return (await openEmbedded(options)).database
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize })
  return await prepare('postgresql', pool, options, async () => {})
}

/** The embedded database, with the thread that it lives on. */
export async function openEmbedded(
  options: Omit<DatabaseOptions, 'databaseUrl'>
): Promise<{ database: Database; thread: PgliteThread }> {
  const { dataDir, image } = options
  const lock = dataDir === undefined ? undefined : await lockFolder(dataDir)
  try {
    const thread = await startPglite({ dataDir, image })
    const pool = new pg.Pool({ max: 1, user: 'postgres', database: 'postgres', stream: () => thread.connect() })
    const database = await prepare('pglite', pool, options, async () => {
      await thread.close()
      await lock?.release()
    })
    return { database, thread }
  } catch (error) {
    await lock?.release()
    throw error
  }
}

async function prepare(
  engine: Database['engine'],
  pool: pg.Pool,
  { onIdleError }: DatabaseOptions,
  release: () => Promise<void>
): Promise<Database> {
  pool.on('error', onIdleError)
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })]
  })
  const close = async () => {
    await db.destroy()
    await release()
  }
  try {
    await migrate(db)
    return { engine, db, close }
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
