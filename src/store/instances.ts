import { type Selectable, sql } from 'kysely'
import { instanceNotFound } from '../errors/index.ts'
import type { Db } from './db.ts'
import type { RegionScope } from './key-pairs.ts'
import type { Tables } from './tables/index.ts'
import { type InstanceRow, instanceColumns } from './tables/instances.ts'

/** The states that the API shows. */
export type InstanceStatus = 'Pending' | 'Starting' | 'Running' | 'Stopping' | 'Stopped' | 'Resetting'

/** A server with the state that it shows at the instant of the query. */
export type Instance = InstanceRow<'api'> & { status: InstanceStatus }

/** How long each transitional state lasts: `viaReads` reads, or `viaMs` milliseconds if `viaReads` is 0. */
export interface TransitionDelay {
  readonly viaMs: number
  readonly viaReads: number
}

/** The way to the state `to`, through the states of `via`, from `since` on. */
export interface Transition extends TransitionDelay {
  readonly to: 'Running' | 'Stopped'
  readonly via: readonly InstanceStatus[]
  readonly since: Date
}

/**
 * The state that a server shows at `now`. If a test moved the clock back, that is the first state of the transition.
 */
export const statusAt = (now: Date) => sql<InstanceStatus>`case
  when via_reads > 0 then coalesce(via[1 + reads / via_reads], status)
  when cardinality(via) > 0 and ${now}::timestamptz < via_since + via_ms * cardinality(via) * interval '1 millisecond'
  then via[1 + greatest(0, floor(extract(epoch from ${now}::timestamptz - via_since) * 1000 / nullif(via_ms, 0))::integer)]
  else status end`

const selectInstances = (db: Db, scope: RegionScope, now: Date) =>
  db
    .selectFrom('instances')
    .select([...instanceColumns.api, statusAt(now).as('status')])
    .where((eb) => eb.and({ ...scope }))

/** Throws instanceNotFound. */
export async function getInstance(db: Db, scope: RegionScope, instanceId: string, now: Date): Promise<Instance> {
  return await selectInstances(db, scope, now)
    .where('instanceId', '=', instanceId)
    .executeTakeFirstOrThrow(() => instanceNotFound())
}

/**
 * Locks the servers until the transaction ends, always in the order of their ids, so that two calls can't deadlock.
 * Throws instanceNotFound if one of the ids doesn't exist.
 */
export async function lockInstances(
  db: Db,
  scope: RegionScope,
  instanceIds: readonly string[],
  now: Date
): Promise<Instance[]> {
  const instances = await lockExistingInstances(db, scope, instanceIds, now)
  if (instances.length !== instanceIds.length) throw instanceNotFound()
  return instances
}

/** As `lockInstances`, but leaves out servers that don't exist. */
export async function lockExistingInstances(
  db: Db,
  scope: RegionScope,
  instanceIds: readonly string[],
  now: Date
): Promise<Instance[]> {
  return await selectInstances(db, scope, now)
    .where('instanceId', 'in', instanceIds)
    .orderBy('instanceId')
    .forUpdate()
    .execute()
}

/** A transition as columns of the table. */
export const stored = ({ to, via, viaMs, viaReads, since }: Transition) => ({
  status: to,
  via: viaMs + viaReads === 0 ? [] : [...via],
  viaMs,
  viaReads,
  reads: 0,
  viaSince: since
})

const settled: readonly InstanceStatus[] = ['Running', 'Stopped']

/**
 * Counts one read of the servers' states. Call it whenever a caller has seen them: some states last a number of reads.
 */
export async function incrementReads(
  db: Db,
  instances: readonly Pick<Instance, 'instanceId' | 'status'>[]
): Promise<void> {
  const transitional = instances.filter(({ status }) => !settled.includes(status))
  if (transitional.length === 0) return
  const ids = transitional.map(({ instanceId }) => instanceId)
  await db
    .updateTable('instances')
    .set({ reads: sql<number>`reads + 1` })
    .where('instanceId', 'in', ids)
    .where('viaReads', '>', 0)
    .execute()
}

/** Starts a transition of the servers. The new boot number ends their SSH sessions. */
export async function startTransition(db: Db, instanceIds: readonly string[], transition: Transition): Promise<void> {
  const change = { ...stored(transition), boots: sql<number>`nextval('boots')` }
  await db.updateTable('instances').set(change).where('instanceId', 'in', instanceIds).execute()
}

export type InstanceChange = Partial<
  Pick<
    Selectable<Tables['instances']>,
    | 'instanceName'
    | 'imageId'
    | 'platform'
    | 'keyPairName'
    | 'installedPublicKey'
    | 'passwordHash'
    | 'pendingPasswordHash'
  >
>

export async function changeInstance(db: Db, instanceId: string, change: InstanceChange): Promise<void> {
  await db.updateTable('instances').set(change).where('instanceId', '=', instanceId).execute()
}
