/** The connections to a PostgreSQL server or to a pooler in front of it, and the check whether it is available. */
import { Socket } from 'node:net'
import { setInterval, setTimeout } from 'node:timers' // immune to tests that replace the global timers
import type { PostgresPool } from 'kysely'
import pg from 'pg'
import type { Availability } from './availability.ts'
import { guardPool, surviveLoss } from './guarded-pool.ts'
import { isServing } from './unavailable.ts'

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
/** When a statement runs for this long, another connection checks whether the server answers at all. */
const suspectMs = 1000
/** Interval of the checks while the server is unavailable. */
const retryMs = 500
/** How long one answer counts as proof that the server is available. */
const trustMs = 1000
/** Time limit for closing the connections. */
const closeMs = 1000

export function openPostgres(
  connectionString: string,
  { connectMs, statementMs, poolMs }: DatabaseTimeouts,
  availability: Availability
): PostgresServer {
  const sockets = new Set<Socket>()
  const open = () => {
    const socket = new Socket()
    sockets.add(socket)
    return socket.once('close', () => sockets.delete(socket))
  }
  const cut = (reason?: Error) => {
    for (const socket of sockets) socket.destroy(reason)
  }
  let checking: Promise<void> | undefined
  let answeredAt = Number.NEGATIVE_INFINITY
  let isClosed = false

  // A frozen server keeps its connections open and answers nothing: destroying the sockets wakes the waiting callers.
  async function checkOnce(): Promise<void> {
    const reason = await probe(connectionString, connectMs)
    if (isClosed) return
    if (reason === undefined) {
      answeredAt = performance.now()
      return availability.back()
    }
    availability.away(reason)
    cut(reason)
    setTimeout(check, retryMs).unref()
  }
  function check(): Promise<void> {
    checking ??= checkOnce().finally(() => {
      checking = undefined
    })
    return checking
  }
  async function watch<T>(work: Promise<T>): Promise<T> {
    const suspecting = setInterval(check, suspectMs)
    try {
      const result = await work
      answeredAt = performance.now()
      return result
    } catch (error) {
      if (!isServing(error) && !isClosed) void check()
      throw error
    } finally {
      clearInterval(suspecting)
    }
  }

  const pool = new pg.Pool({ connectionString, max: poolSize, connectionTimeoutMillis: poolMs, stream: open })
  surviveLoss(pool).on('error', () => isClosed || void check())
  const guarded = guardPool(pool, availability, { statementMs, watch })
  return {
    pool: {
      ...guarded,
      async end() {
        isClosed = true
        const timer = setTimeout(cut, closeMs)
        await pool.end()
        clearTimeout(timer)
      }
    },
    check: async () => (performance.now() - answeredAt > trustMs && !isClosed ? await check() : undefined)
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
