/** Which process runs which command: a process claims a command and renews its lease while it runs it. */
import { sql } from 'kysely'
import type { Db } from './db.ts'
import { type InstanceStatus, statusAt } from './instances.ts'
import type { Invocation, InvocationResult } from './invocations.ts'

/** A command to run on a server, now. */
export type Claimed = Readonly<
  Pick<InvocationResult, 'invokeId' | 'instanceId'> & Pick<Invocation, 'script' | 'workingDir' | 'timeout'>
> & {
  /** The server's state. */
  readonly status: InstanceStatus
}

export type Key = Pick<Claimed, 'invokeId' | 'instanceId'>

/** In seconds. A process that doesn't renew its leases for this long counts as dead. */
const leaseS = 15
/** InvocationStatus Aborted: a command must be sent within a minute. */
const deliveryS = 60

const lease = sql<Date>`clock_timestamp() + ${sql.lit(leaseS)} * interval '1 second'`

/** Claims up to `limit` waiting commands, the oldest first. No other process gets them. */
export async function claim(db: Db, runnerId: string, limit: number, now: Date): Promise<Claimed[]> {
  return await db
    .updateTable('invocationResults as r')
    .from('invocations as i')
    .set({ status: 'Running', startedAt: now, runnerId, leasedUntil: lease })
    .whereRef('i.invokeId', '=', 'r.invokeId')
    .where((eb) =>
      eb(
        eb.refTuple('r.invokeId', 'r.instanceId'),
        'in',
        eb
          .selectFrom('invocationResults')
          .select(['invokeId', 'instanceId'])
          .where('status', '=', sql.lit('Pending')) // a literal, for the partial index
          .orderBy('queuedAt')
          .limit(limit)
          .forUpdate()
          .skipLocked()
          .$asTuple('invokeId', 'instanceId')
      )
    )
    .returning(['r.invokeId', 'r.instanceId', 'i.script', 'i.workingDir', 'i.timeout'])
    .returning((eb) =>
      eb
        .selectFrom('instances as s')
        .select(statusAt(now).as('status'))
        .whereRef('s.instanceId', '=', 'r.instanceId')
        .$asScalar()
        .$notNull()
        .as('status')
    )
    .execute()
}

/** Renews the process's leases on these commands and returns those that are still its own. */
export async function renewLeases(db: Db, runnerId: string, keys: readonly Key[]): Promise<Key[]> {
  const [invokeIds, instanceIds] = [keys.map(({ invokeId }) => invokeId), keys.map(({ instanceId }) => instanceId)]
  const { rows } = await sql<Key>`
    update invocation_results set leased_until = ${lease}
    where runner_id = ${runnerId} and status = 'Running'
      and (invoke_id, instance_id) in (select * from unnest(${invokeIds}::text[], ${instanceIds}::text[]))
    returning invoke_id, instance_id`.execute(db)
  return rows
}

/**
 * Ends commands that weren't sent in time and commands of dead processes. `isAlone` says that this process is the only
 * one on the database: then every other process is dead.
 */
export async function failOrphaned(
  db: Db,
  { runnerId, isAlone, now }: { runnerId: string; isAlone: boolean; now: Date }
): Promise<void> {
  await sql`
    update invocation_results set status = 'Aborted', error_code = 'DeliveryTimeout', finished_at = ${now}
    where (invoke_id, instance_id) in (
      select invoke_id, instance_id from invocation_results
      where status = 'Pending' and queued_at < clock_timestamp() - ${sql.lit(deliveryS)} * interval '1 second'
      for update skip locked
    )`.execute(db)
  await sql`
    update invocation_results set status = 'Terminated', error_code = 'ExecutionInterrupted', finished_at = ${now},
      leased_until = null
    where (invoke_id, instance_id) in (
      select invoke_id, instance_id from invocation_results
      where status = 'Running'
        and (leased_until < clock_timestamp() or (${sql.lit(isAlone)} and runner_id <> ${runnerId}))
      for update skip locked
    )`.execute(db)
}

/** How a command ended on a server. */
export type Ending = Readonly<Pick<InvocationResult, 'status' | 'errorCode' | 'exitCode' | 'output'>>

/** The command on one server, with the process that runs it. */
export type RunnerKey = Key & { readonly runnerId: string }

/** Records how a command ended, unless another process has taken this one for dead and has ended the command. */
export async function finish(
  db: Db,
  { invokeId, instanceId, runnerId }: RunnerKey,
  ending: Ending,
  now: Date
): Promise<void> {
  await db
    .updateTable('invocationResults')
    .set({ ...ending, finishedAt: now, leasedUntil: null })
    .where((eb) => eb.and({ invokeId, instanceId, runnerId, status: 'Running' }))
    .execute()
}
