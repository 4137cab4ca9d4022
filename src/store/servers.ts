import { sql } from 'kysely'
import type { Db } from './db.ts'
import { type InstanceStatus, statusAt } from './instances.ts'
import { type InstanceRow, instanceColumns } from './tables/instances.ts'

/** What runs the machine behind a server. */
export type Server = Readonly<InstanceRow<'machine'>> & {
  readonly status: InstanceStatus
  /** When the server last reached Running, or when its transition will reach it. */
  readonly bootedAt: Date
}

/** Finds a server by its id or its public address. */
export async function findServer(
  db: Db,
  by: { instanceId: string } | { publicIpAddress: string },
  now: Date
): Promise<Server | undefined> {
  return await db
    .selectFrom('instances')
    .select([
      ...instanceColumns.machine,
      statusAt(now).as('status'),
      sql<Date>`via_since + via_ms * cardinality(via) * interval '1 millisecond'`.as('bootedAt')
    ])
    .where((eb) => eb.and({ ...by }))
    .executeTakeFirst()
}

/** The servers' boot numbers and states, which tell whether a session may go on. Deleted servers are left out. */
export async function listBoots(
  db: Db,
  instanceIds: readonly string[],
  now: Date
): Promise<Pick<Server, 'instanceId' | 'boots' | 'status'>[]> {
  if (instanceIds.length === 0) return []
  return await db
    .selectFrom('instances')
    .select(['instanceId', 'boots', statusAt(now).as('status')])
    .where('instanceId', 'in', instanceIds)
    .execute()
}
