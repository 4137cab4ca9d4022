/** The embedded database that the instances of a process share: one thread, and a schema for each of them. */
import { setTimeout } from 'node:timers' // a test that replaces the global one doesn't mean this one
import { type Availability, createAvailability } from '../availability.ts'
import { guardPool } from '../guarded-pool.ts'
import { type Database, type DatabaseOptions, prepare } from '../prepare.ts'
import { connectionPool, createLeasedPools } from './connection-lease.ts'
import { dataIsLost } from './open.ts'
import { createSchemas } from './schema-pool.ts'
import { takeThread } from './shared-thread.ts'

// A process that starts one instance after the other starts one thread.
const lingerMs = 5000

interface Guest {
  readonly availability: Availability
  readonly log: DatabaseOptions['log']
}

let shared: ReturnType<typeof start> | undefined

/** An empty schema in it, for nobody else until it is closed. */
export async function openShared({ log }: Pick<DatabaseOptions, 'log'>): Promise<Database> {
  shared ??= start()
  const { enter, leave, schemas, lend } = await shared
  const availability = createAvailability(log)
  const guest = { availability, log }
  enter(guest)
  let name: string
  try {
    name = await schemas.take()
  } catch (error) {
    leave(guest)
    throw error
  }
  return await prepare({
    engine: 'pglite',
    pool: guardPool(lend(name), availability),
    availability,
    async release() {
      schemas.giveBack(name)
      leave(guest)
    }
  })
}

function start() {
  const forget = () => {
    if (shared === opening) shared = undefined
  }
  const opening = open(forget)
  opening.catch(forget)
  return opening
}

async function open(forget: () => void) {
  const thread = await takeThread()
  const pool = connectionPool(() => thread.connect())
  const guests = new Set<Guest>()
  void thread.exited.then((reason) => {
    forget()
    for (const { availability, log } of guests) {
      availability.away(reason)
      log('error', {}, dataIsLost)
    }
  })
  const lend = createLeasedPools(pool)
  const end = async () => {
    forget()
    await pool.end()
    await thread.close()
  }
  const schemas = await createSchemas(lend).catch(async (error) => {
    await end()
    throw error
  })
  let lingering: NodeJS.Timeout | undefined

  return {
    lend,
    schemas,
    enter(guest: Guest) {
      guests.add(guest)
      clearTimeout(lingering)
      thread.holdProcess(true)
    },
    leave(guest: Guest) {
      guests.delete(guest)
      if (guests.size > 0) return
      thread.holdProcess(false)
      lingering = setTimeout(end, lingerMs).unref()
    }
  }
}
