/** Connections whose errors say whether the database is away, and that nobody waits for longer than is allowed. */
import { setTimeout } from 'node:timers' // a test that replaces the global one doesn't mean this one
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import type { Availability } from './availability.ts'
import { saysUnavailable } from './unavailable.ts'

/** What a guard needs of a pool. */
export interface RawPool {
  readonly options: object
  connect(): Promise<pg.PoolClient>
  end(): Promise<void>
}

/** How long a database is waited for. */
export interface Patience {
  /** One statement, in milliseconds. */
  readonly statementMs: number
  /** Waits for `work`, and looks after the database while it takes long. */
  watch<T>(work: Promise<T>): Promise<T>
}

/** A connection that is lost while somebody has it must not end the process. To be called once for each pool. */
export const surviveLoss = (pool: pg.Pool): pg.Pool =>
  pool.on('connect', (client) => void client.on('error', () => undefined))

/** Its connections throw DatabaseUnavailableError when the database is away, at once when that is known. */
export function guardPool(pool: RawPool, availability: Availability, patience?: Patience): PostgresPool {
  const watch = <T>(work: Promise<T>): Promise<T> => patience?.watch(work) ?? work
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      if (availability.awaySince !== undefined) throw availability.refuse()
      const client = await watch(takeTurn(pool, availability)).catch((error) => {
        throw availability.refuse(error)
      })
      return guardClient(client, availability, patience?.statementMs, watch)
    }
  }
}

/** Nobody goes on waiting for a turn when the database goes away: the pool itself would try for each, one by one. */
function takeTurn(pool: RawPool, availability: Availability): Promise<pg.PoolClient> {
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
  let lost: Error | undefined
  const onError = (error: Error) => {
    lost ??= error
  }
  client.on('error', onError)

  const query = async (sql: string, parameters: readonly unknown[]) => {
    if (lost !== undefined) throw availability.refuse(lost)
    const tooLong = () => {
      lost = new Error(`A statement was not answered within ${statementMs} ms.`)
      client.end() // cuts the connection, because a statement is under way
    }
    const timer = statementMs === undefined ? undefined : setTimeout(tooLong, statementMs)
    try {
      return await watch(client.query(sql, [...parameters]))
    } catch (error) {
      if (lost !== undefined || saysUnavailable(error)) throw availability.refuse(lost ?? error)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release(destroy = false) {
      client.off('error', onError)
      client.release(destroy || lost !== undefined)
    }
  }
}
