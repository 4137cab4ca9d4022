import { sql } from 'kysely'
import type { Db } from './db.ts'
import { giveBack } from './quotas.ts'

/**
 * Deletes servers of the account, which the caller has locked, and frees their quota. The database deletes their disks,
 * tags, restart queues, command results and terminal sessions with them (`on delete cascade`).
 */
export async function deleteInstances(db: Db, account: string, instanceIds: readonly string[]): Promise<void> {
  // An invocation without a server would stay for two weeks, out of every caller's reach.
  await sql`
    delete from invocations i
    where exists (
      select from invocation_results r where r.invoke_id = i.invoke_id and r.instance_id = any(${instanceIds})
    ) and not exists (
      select from invocation_results r where r.invoke_id = i.invoke_id and r.instance_id <> all (${instanceIds})
    )`.execute(db)
  await db.deleteFrom('instances').where('instanceId', 'in', instanceIds).execute()
  await giveBack(db, { account, regionId: '', name: 'Instances' }, instanceIds.length)
}
