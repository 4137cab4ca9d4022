/** The throttling step of the pipeline, if throttling is on. */
import { throttledUser } from '../errors/index.ts'
import { countCall } from '../store/call-counts.ts'
import type { Db } from '../store/db.ts'
import type { Operation } from './operation.ts'

const minuteMs = 60_000

/** Counts the call, whether or not it succeeds. Throws Throttling.User, with the milliseconds to wait. */
export async function throttle(db: Db, { action, rate }: Operation, account: string, now: Date): Promise<void> {
  if (rate === undefined) return
  const { since, calls } = await countCall(db, account, action, now)
  if (calls <= rate.callsPerMinute) return
  const wait = since.getTime() + minuteMs - now.getTime()
  throw throttledUser().with({ headers: { 'x-acs-retry-after': String(Math.max(1, wait)) } })
}
