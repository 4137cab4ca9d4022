import { sql } from 'kysely'
import type { Db } from './db.ts'

const keptMs = 60 * 60 * 1000
const keptAmount = 100 // an account

export interface SignatureReport {
  readonly requestId: string
  readonly account: string
  readonly report: object
}

/** Keeps a report for an hour, and of an account's reports the newest 100. */
export async function addSignatureReport(
  db: Db,
  { requestId, account, report }: SignatureReport,
  now: Date
): Promise<void> {
  const expiresAt = new Date(now.getTime() + keptMs)
  await sql`
    with outdated as (
      delete from signature_reports where request_id in (
        select request_id from signature_reports where account = ${account}
        order by created_at desc, request_id offset ${keptAmount - 1} for update skip locked
      )
    )
    insert into signature_reports (request_id, account, report, created_at, expires_at)
    values (${requestId}, ${account}, ${JSON.stringify(report)}, ${now}, ${expiresAt})`.execute(db)
}

/** The report of a request that named an AccessKey of this account. */
export async function findSignatureReport(
  db: Db,
  requestId: string,
  account: string,
  now: Date
): Promise<object | undefined> {
  const row = await db
    .selectFrom('signatureReports')
    .select('report')
    .where('requestId', '=', requestId)
    .where('account', '=', account)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return row?.report
}

/** Rows that another replica is deleting are left to it. */
export async function deleteExpiredSignatureReports(db: Db, now: Date): Promise<void> {
  await sql`
    delete from signature_reports where request_id in (
      select request_id from signature_reports where expires_at <= ${now} for update skip locked
    )`.execute(db)
}
