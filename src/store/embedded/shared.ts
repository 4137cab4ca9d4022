/** The embedded database that all instances of a process share: one thread, and a schema for each instance. */
import { setTimeout } from 'node:timers' // immune to tests that replace the global timers
import { type Availability, createAvailability } from '../availability.ts'
import { guardPool } from '../guarded-pool.ts'
import { type Database, type DatabaseOptions, prepare } from '../prepare.ts'
import { connectionPool, createLeasedPools } from './connection-lease.ts'
import { dataIsLost } from './open.ts'
import { createSchemaPool } from './schema-pool.ts'
import { takeThread } from './shared-thread.ts'

// A process that starts one instance after the other keeps its thread for this long between them.
const lingerMs = 5000

interface Tenant {
  readonly availability: Availability
  readonly log: DatabaseOptions['log']
}

let shared: ReturnType<typeof start> | undefined

/** Opens an empty schema that belongs to this instance until it is closed. */
export async function openShared({ log }: Pick<DatabaseOptions, 'log'>): Promise<Database> {
  shared ??= start()
  const { addTenant, removeTenant, schemas, poolFor } = await shared
  const availability = createAvailability(log)
  const tenant = { availability, log }
  addTenant(tenant)
  let name: string
  try {
    name = await schemas.acquire()
  } catch (error) {
    removeTenant(tenant)
    throw error
  }
  return await prepare({
    engine: 'pglite',
    pool: guardPool(poolFor(name), availability),
    availability,
    async release() {
      schemas.release(name)
      removeTenant(tenant)
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
  const tenants = new Set<Tenant>()
  void thread.exited.then((reason) => {
    forget()
    for (const { availability, log } of tenants) {
      availability.away(reason)
      log('error', {}, dataIsLost)
    }
  })
  const poolFor = createLeasedPools(pool)
  const end = async () => {
    forget()
    await pool.end()
    await thread.close()
  }
  const schemas = await createSchemaPool(poolFor).catch(async (error) => {
    await end()
    throw error
  })
  let lingering: NodeJS.Timeout | undefined

  return {
    poolFor,
    schemas,
    addTenant(tenant: Tenant) {
      tenants.add(tenant)
      clearTimeout(lingering)
      thread.ref()
    },
    removeTenant(tenant: Tenant) {
      tenants.delete(tenant)
      if (tenants.size > 0) return
      thread.unref()
      lingering = setTimeout(end, lingerMs).unref()
    }
  }
}
