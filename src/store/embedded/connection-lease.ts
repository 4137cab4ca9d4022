import type { Duplex } from 'node:stream'
import pg from 'pg'
import { type RawPool, surviveLoss } from '../guarded-pool.ts'

/**
 * A pool of one: the embedded database has a single connection. `user`, `database` and `ssl` are set so that the
 * process's environment (PGUSER and so on) has no effect.
 */
export const connectionPool = (connect: () => Duplex): pg.Pool =>
  surviveLoss(
    new pg.Pool({
      max: 1,
      user: 'postgres',
      database: 'postgres',
      ssl: false,
      idleTimeoutMillis: 0,
      stream: connect
    })
  ).on('error', () => undefined) // the only error is the thread's end, which PgliteThread.exited reports

/**
 * Leases the one connection to one schema after the other, each time exclusively. Every schema gets a pool for Kysely
 * that sees this schema only.
 */
export function createLeasedPools(pool: pg.Pool): (schema: string) => RawPool {
  let current: string | undefined
  return (schema) => ({
    options: pool.options,
    async connect() {
      const client = await pool.connect()
      try {
        if ((client.getTransactionStatus() ?? 'I') !== 'I') {
          current = undefined // a rollback also restores the earlier search_path
          await client.query('rollback')
        }
        if (current !== schema) {
          current = undefined
          await client.query(`set search_path to ${schema}`)
          current = schema
        }
      } catch (error) {
        client.release(true)
        throw error
      }
      return client
    },
    async end() {}
  })
}
