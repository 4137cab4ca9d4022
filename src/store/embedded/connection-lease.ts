import type { Duplex } from 'node:stream'
import pg from 'pg'
import { type RawPool, surviveLoss } from '../guarded-pool.ts'

/** The one connection of the embedded database, lent in turns. What the process's environment says to `pg` isn't meant. */
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
  ).on('error', () => undefined) // it is told of the thread's end, and of nothing else

/**
 * One connection, lent to one schema after the other; who has it has it whole. What Kysely takes for a pool of its own
 * sees its schema only.
 */
export function createLeasedPools(pool: pg.Pool): (schema: string) => RawPool {
  let current: string | undefined
  return (schema) => ({
    options: pool.options,
    async connect() {
      const client = await pool.connect()
      try {
        if ((client.getTransactionStatus() ?? 'I') !== 'I') {
          current = undefined // a rollback also brings the path back
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
