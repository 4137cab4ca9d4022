import { sql } from 'kysely'
import type { Db } from './db.ts'
import { type InstanceStatus, statusAt } from './instances.ts'

/** A server as those see it who log on to it. */
export interface Server {
  readonly instanceId: string
  readonly account: string
  readonly regionId: string
  readonly imageId: string
  readonly planId: string
  readonly platform: 'Linux' | 'Windows'
  readonly publicIpAddress: string
  readonly innerIpAddress: string
  readonly passwordHash: string | null
  readonly status: InstanceStatus
  /** Another number after each boot, stop and reset. */
  readonly boots: number
  /** Another number for each system disk that it has had. */
  readonly systemDisk: number
  /** When it last came to be Running, or will. */
  readonly bootedAt: Date
}

/** The server of an id or of a public address. */
export async function findServer(
  db: Db,
  by: { instanceId: string } | { publicIpAddress: string },
  now: Date
): Promise<Server | undefined> {
  return await db
    .selectFrom('instances')
    .select([
      'instanceId',
      'account',
      'regionId',
      'imageId',
      'planId',
      'platform',
      'publicIpAddress',
      'innerIpAddress',
      'passwordHash',
      'boots',
      'systemDisk',
      statusAt(now).as('status'),
      sql<Date>`via_since + via_ms * cardinality(via) * interval '1 millisecond'`.as('bootedAt')
    ])
    .where((eb) => eb.and({ ...by }))
    .executeTakeFirst()
}

/** What tells whether a server still runs since the same boot; those that are no more are not among them. */
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
