import { sql } from 'kysely'
import type { Db } from './db.ts'

const minuteMs = 60_000

/** What an account has called of an operation in the minute that began at `since`, this call among it. */
export interface CallCount {
  readonly since: Date
  readonly calls: number
}

/** Counts a call, in one statement: parallel calls and replicas share the count. */
export async function countCall(db: Db, account: string, action: string, now: Date): Promise<CallCount> {
  const minuteAgo = new Date(now.getTime() - minuteMs)
  const { rows } = await sql<CallCount>`
    insert into call_counts (account, action, since, calls) values (${account}, ${action}, ${now}, 1)
    on conflict (account, action) do update set
      since = case when call_counts.since <= ${minuteAgo} then excluded.since else call_counts.since end,
      calls = case when call_counts.since <= ${minuteAgo} then 1 else call_counts.calls + 1 end
    returning since, calls`.execute(db)
  return rows[0] as CallCount
}

/** Deletes the counts of minutes that are over. */
export async function deleteOldCallCounts(db: Db, now: Date): Promise<void> {
  const minuteAgo = new Date(now.getTime() - minuteMs)
  await sql`
    delete from call_counts where (account, action) in (
      select account, action from call_counts where since <= ${minuteAgo} for update skip locked
    )`.execute(db)
}
