/** A pool whose errors tell an unavailable database from a wrong statement, with a time limit for each statement. */
import { setTimeout } from 'node:timers' // immune to tests that replace the global timers
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import type { Availability } from './availability.ts'
import { isUnavailable } from './unavailable.ts'

/** The part of a pool that the guard uses. */
export interface RawPool {
  readonly options: object
  connect(): Promise<pg.PoolClient>
  end(): Promise<void>
}

export interface GuardOptions {
  /** Time limit of a statement, in milliseconds. */
  readonly statementMs: number
  /** Waits for `work`. If it takes long, checks meanwhile whether the database is available. */
  watch<T>(work: Promise<T>): Promise<T>
}

/** The connections that were lost, with their first error. */
const losses = new WeakMap<pg.PoolClient, Error>()

/**
 * Keeps the process alive if a connection is lost, and remembers the loss: also of a connection that the pool has just
 * handed out. Call it once for each pool that `guardPool` gets.
 */
export const surviveLoss = (pool: pg.Pool): pg.Pool =>
  pool.on('connect', (client) => void client.on('error', (error) => lose(client, error)))

function lose(client: pg.PoolClient, error: Error): void {
  if (!losses.has(client)) losses.set(client, error)
}

/**
 * A pool whose connections throw DatabaseUnavailableError while the database is unavailable, at once if that is known.
 */
export function guardPool(pool: RawPool, availability: Availability, options?: GuardOptions): PostgresPool {
  const watch = <T>(work: Promise<T>): Promise<T> => options?.watch(work) ?? work
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      if (availability.awaySince !== undefined) throw availability.refuse()
      const client = await watch(acquireClient(pool, availability)).catch((error) => {
        throw availability.refuse(error)
      })
      return guardClient(client, availability, options?.statementMs, watch)
    }
  }
}

/**
 * Rejects as soon as the database becomes unavailable: the pool would try to connect for each waiting caller in turn.
 */
function acquireClient(pool: RawPool, availability: Availability): Promise<pg.PoolClient> {
  return new Promise((resolve, reject) => {
    let isOver = false
    const ignore = availability.onAway(() => {
      isOver = true
      reject(undefined)
    })
    pool.connect().then(
      (client) => {
        ignore()
        if (isOver) client.release(true)
        else resolve(client)
      },
      (error) => {
        ignore()
        reject(error)
      }
    )
  })
}

function guardClient(
  client: pg.PoolClient,
  availability: Availability,
  statementMs: number | undefined,
  watch: <T>(work: Promise<T>) => Promise<T>
): PostgresPoolClient {
  const query = async (sql: string, parameters: readonly unknown[]) => {
    if (losses.has(client)) throw availability.refuse(losses.get(client))
    const tooLong = () => {
      lose(client, new Error(`A statement was not answered within ${statementMs} ms.`))
      client.end() // destroys the connection, because a statement is running
    }
    const timer = statementMs === undefined ? undefined : setTimeout(tooLong, statementMs)
    try {
      return await watch(client.query(sql, [...parameters]))
    } catch (error) {
      if (losses.has(client) || isUnavailable(error)) throw availability.refuse(losses.get(client) ?? error)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy = false) => client.release(destroy || losses.has(client))
  }
}
