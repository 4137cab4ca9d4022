/** The connections to a PostgreSQL server or to a pooler in front of it, and the check whether it is available. */
import { Socket } from 'node:net'
import { setTimeout } from 'node:timers' // immune to tests that replace the global timers
import type { PostgresPool } from 'kysely'
import pg from 'pg'
import type { Availability } from './availability.ts'
import { guardPool, surviveLoss } from './guarded-pool.ts'
import { isServing } from './unavailable.ts'
import { watchServer } from './watch-server.ts'

export interface DatabaseTimeouts {
  /** Time limit for opening a connection and getting a first answer, in milliseconds. */
  readonly connectMs: number
  /** Time limit of a statement, in milliseconds. */
  readonly statementMs: number
  /** How long a call waits for a connection of the pool, in milliseconds. */
  readonly poolMs: number
}

export interface PostgresServer {
  readonly pool: PostgresPool
  /** Checks whether the server answers; resolves when that is known. */
  check(): Promise<void>
}

const poolSize = 10
/** Time limit for closing the connections. */
const closeMs = 1000

export function openPostgres(
  connectionString: string,
  { connectMs, statementMs, poolMs }: DatabaseTimeouts,
  availability: Availability
): PostgresServer {
  const connections = createConnections()
  const watcher = watchServer(() => probe(connectionString, connectMs), connections.cut, availability)
  const pool = new pg.Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: poolMs,
    stream: connections.open
  })
  surviveLoss(pool).on('error', watcher.suspect)
  return {
    pool: {
      ...guardPool(pool, availability, { statementMs, watch: watcher.watch }),
      async end() {
        watcher.stop()
        const timer = setTimeout(connections.cut, closeMs)
        await pool.end()
        clearTimeout(timer)
      }
    },
    check: watcher.check
  }
}

/** The sockets of the pool's connections. */
function createConnections() {
  const sockets = new Set<Socket>()
  return {
    open() {
      const socket = new Socket()
      sockets.add(socket)
      return socket.once('close', () => sockets.delete(socket))
    },
    cut(reason?: Error) {
      for (const socket of sockets) socket.destroy(reason)
    }
  }
}

/** Why the server is unavailable; undefined if it answers. */
async function probe(connectionString: string, withinMs: number): Promise<Error | undefined> {
  const socket = new Socket()
  const client = new pg.Client({ connectionString, stream: () => socket })
  client.on('error', () => undefined)
  const timer = setTimeout(() => socket.destroy(new Error(`no answer within ${withinMs} ms`)), withinMs)
  try {
    await client.connect()
    await client.query('select 1')
    client.end().catch(() => undefined)
    return undefined
  } catch (error) {
    return isServing(error) ? undefined : (error as Error)
  } finally {
    clearTimeout(timer)
    socket.destroySoon()
  }
}
