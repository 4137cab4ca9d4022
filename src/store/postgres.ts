/** A PostgreSQL server, or a pooler in front of one: its connections, and how it is noticed that it is away. */
import { Socket } from 'node:net'
import { setInterval, setTimeout } from 'node:timers' // a test that replaces the global one doesn't mean this one
import type { PostgresPool } from 'kysely'
import pg from 'pg'
import type { Availability } from './availability.ts'
import { guardPool, surviveLoss } from './guarded-pool.ts'
import { isServing } from './unavailable.ts'

export interface DatabaseTimeouts {
  /** How long it may take to open a connection and to answer on it, in milliseconds. */
  readonly connectMs: number
  /** One statement. */
  readonly statementMs: number
  /** How long a call waits for a connection of the pool. */
  readonly poolMs: number
}

export interface PostgresServer {
  readonly pool: PostgresPool
  /** Looks whether it answers; resolves when that is known. */
  check(): Promise<void>
}

const poolSize = 10
/** After so long without an answer it is asked, on another connection, whether it is there at all. */
const suspectMs = 1000
/** While it is away, it is asked as often. */
const retryMs = 500
/** An answer is believed for so long. */
const trustMs = 1000
/** How long a connection may take to say goodbye. */
const farewellMs = 1000

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

  // A frozen server keeps no timeout of its own, and its connections stay open: whoever waits on one is told here.
  async function look(): Promise<void> {
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
    checking ??= look().finally(() => {
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
        const timer = setTimeout(cut, farewellMs)
        await pool.end()
        clearTimeout(timer)
      }
    },
    check: async () => (performance.now() - answeredAt > trustMs && !isClosed ? await check() : undefined)
  }
}

/** Why it is away; undefined when it answers. */
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
