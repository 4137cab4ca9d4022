import { type Selectable, sql } from 'kysely'
import { type ErrorFactory, instanceNotFound } from '../errors/index.ts'
import type { Db } from './db.ts'
import type { RegionScope } from './key-pairs.ts'
import type { Tables } from './tables/index.ts'

/** The states that the API shows. */
export type InstanceStatus = 'Pending' | 'Starting' | 'Running' | 'Stopping' | 'Stopped' | 'Resetting'

/** A server as stored; `status` is the state it shows at the instant it was asked for. */
export type Instance = Omit<
  Selectable<Tables['instances']>,
  'status' | 'via' | 'viaSince' | 'viaMs' | 'viaReads' | 'reads' | 'diskOrigin' | 'diskRevision' | 'diskForgotten'
> & {
  status: InstanceStatus
}

/** How long each state lasts that a server passes through: in milliseconds, or in reads where that isn't 0. */
export interface TransitionDelay {
  readonly viaMs: number
  readonly viaReads: number
}

/** The way to a state: the states passed through from `since` on. */
export interface Transition extends TransitionDelay {
  readonly to: 'Running' | 'Stopped'
  readonly via: readonly InstanceStatus[]
  readonly since: Date
}

/** The state a server shows at `now`; also when the clock was moved back. */
export const statusAt = (now: Date) => sql<InstanceStatus>`case
  when via_reads > 0 then coalesce(via[1 + reads / via_reads], status)
  when cardinality(via) > 0 and ${now}::timestamptz < via_since + via_ms * cardinality(via) * interval '1 millisecond'
  then via[1 + greatest(0, floor(extract(epoch from ${now}::timestamptz - via_since) * 1000 / nullif(via_ms, 0))::integer)]
  else status end`

export const columns = [
  'instanceId',
  'account',
  'regionId',
  'instanceName',
  'imageId',
  'planId',
  'platform',
  'keyPairName',
  'installedPublicKey',
  'publicIpAddress',
  'innerIpAddress',
  'passwordHash',
  'pendingPasswordHash',
  'pendingPasswordPosition',
  'dataDiskSize',
  'autoRenew',
  'autoRenewPeriod',
  'createdAt',
  'expiredAt',
  'boots',
  'systemDisk'
] as const

const selectInstances = (db: Db, place: RegionScope, now: Date) =>
  db
    .selectFrom('instances')
    .select([...columns, statusAt(now).as('status')])
    .where((eb) => eb.and({ ...place }))

/** Throws instanceNotFound. */
export async function getInstance(db: Db, place: RegionScope, instanceId: string, now: Date): Promise<Instance> {
  return await selectInstances(db, place, now)
    .where('instanceId', '=', instanceId)
    .executeTakeFirstOrThrow(() => instanceNotFound())
}

/**
 * The servers, locked until the transaction ends and always in the same order, so that two calls can't wait for each
 * other. Throws `notFound` when one of the ids isn't there.
 */
export async function lockInstances(
  db: Db,
  place: RegionScope,
  instanceIds: readonly string[],
  now: Date,
  notFound: ErrorFactory = instanceNotFound
): Promise<Instance[]> {
  const instances = await selectInstances(db, place, now)
    .where('instanceId', 'in', instanceIds)
    .orderBy('instanceId')
    .forUpdate()
    .execute()
  if (instances.length !== instanceIds.length) throw notFound()
  return instances
}

/** A transition as the table holds it. */
export const stored = ({ to, via, viaMs, viaReads, since }: Transition) => ({
  status: to,
  via: viaMs + viaReads === 0 ? [] : [...via],
  viaMs,
  viaReads,
  reads: 0,
  viaSince: since
})

const settled: readonly InstanceStatus[] = ['Running', 'Stopped']

/** To be called for servers whose state was shown: where states last for reads, this was one. */
export async function incrementReads(
  db: Db,
  instances: readonly Pick<Instance, 'instanceId' | 'status'>[]
): Promise<void> {
  const onTheirWay = instances.filter(({ status }) => !settled.includes(status))
  if (onTheirWay.length === 0) return
  const ids = onTheirWay.map(({ instanceId }) => instanceId)
  await db
    .updateTable('instances')
    .set({ reads: sql<number>`reads + 1` })
    .where('instanceId', 'in', ids)
    .where('viaReads', '>', 0)
    .execute()
}

/** Sends servers on their way to another state; whoever is logged on leaves. */
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
