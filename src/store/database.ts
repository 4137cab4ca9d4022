import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely'
import pg from 'pg'
import { lockFolder } from './folder-lock.ts'
import { connectTo } from './lending.ts'
import { migrate } from './migrate.ts'
import { type PgliteThread, startPglite } from './pglite.ts'
import { openShared } from './shared.ts'
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
  /** Where the embedded database keeps its files; without it, in memory, in one that the whole process shares. */
  readonly dataDir?: string | undefined
  /** A tar with the schema applied, so that a new embedded database needn't be made from nothing. */
  readonly image?: string | undefined
  /** Told of a lost connection outside of any call. */
  readonly onIdleError: (error: Error) => void
}

const poolSize = 10

/** Opens the database and brings its schema up to date. Rejects when it can't be reached, opened or locked. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, dataDir } = options
  if (databaseUrl !== undefined) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize })
    pool.on('error', options.onIdleError)
    return await prepare('postgresql', pool, async () => {})
  }
  return dataDir === undefined ? await openShared(options) : (await openEmbedded(options)).database
}

/** An embedded database of its own, with the thread that it lives on. */
export async function openEmbedded({
  dataDir,
  image,
  onIdleError
}: Omit<DatabaseOptions, 'databaseUrl'>): Promise<{ database: Database; thread: PgliteThread }> {
  const lock = dataDir === undefined ? undefined : await lockFolder(dataDir)
  try {
    const thread = await startPglite({ dataDir, image })
    const pool = connectTo(thread)
    pool.on('error', onIdleError)
    const database = await prepare('pglite', pool, async () => {
      await thread.close()
      await lock?.release()
    })
    return { database, thread }
  } catch (error) {
    await lock?.release()
    throw error
  }
}

export const toDb = (pool: PostgresPool): Db =>
  new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })]
  })

/** `release` is called when it is closed, also where the schema can't be brought up to date. */
export async function prepare(
  engine: Database['engine'],
  pool: PostgresPool,
  release: () => Promise<void>
): Promise<Database> {
  const db = toDb(pool)
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
