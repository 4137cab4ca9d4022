/** Who runs which command: each is claimed by one process, which says again and again that it is alive. */
import { sql } from 'kysely'
import type { Db } from './db.ts'
import { type InstanceStatus, statusAt } from './instances.ts'
import type { InvocationStatus } from './tables/commands.ts'

/** A command to be run on a server, now. */
export interface Claimed {
  readonly invokeId: string
  readonly instanceId: string
  /** Of the server. */
  readonly status: InstanceStatus
  readonly script: string
  readonly workingDir: string
  /** Seconds. */
  readonly timeout: number
}

export type Key = Pick<Claimed, 'invokeId' | 'instanceId'>

/** How long a process may stay silent, in seconds; who is silent for longer is taken for dead. */
const leaseS = 15
/** InvocationStatus Aborted: a command must be sent within a minute. */
const deliveryS = 60

const lease = sql`clock_timestamp() + ${sql.lit(leaseS)} * interval '1 second'`

/** Takes up to `limit` commands that wait, the oldest first; nobody else gets them. */
export async function claim(db: Db, runnerId: string, limit: number, now: Date): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    update invocation_results r set status = 'Running', started_at = ${now}, runner_id = ${runnerId}, leased_until = ${lease}
    from invocations i
    where i.invoke_id = r.invoke_id and (r.invoke_id, r.instance_id) in (
      select invoke_id, instance_id from invocation_results where status = 'Pending'
      order by queued_at limit ${limit} for update skip locked
    )
    returning r.invoke_id, r.instance_id, i.script, i.working_dir, i.timeout,
      (select ${statusAt(now)} from instances s where s.instance_id = r.instance_id) as status`.execute(db)
  return rows
}

/** Says that the process is alive and runs these; gives those that are still its own. */
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
 * Ends what nobody will: commands that weren't sent in time, and those of processes that are dead. Where nobody else can
 * be there (`isAlone`), that is every process but this one.
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
export interface Ending {
  readonly status: InvocationStatus
  readonly errorCode: string
  readonly exitCode: number | null
  readonly output: Buffer
}

/** Notes how it ended, unless that was noted for this process, which was taken for dead. */
export async function finish(
  db: Db,
  runnerId: string,
  { invokeId, instanceId }: Key,
  ending: Ending,
  now: Date
): Promise<void> {
  await db
    .updateTable('invocationResults')
    .set({ ...ending, finishedAt: now, leasedUntil: null })
    .where((eb) => eb.and({ invokeId, instanceId, runnerId, status: 'Running' }))
    .execute()
}
