import { type Selectable, sql } from 'kysely'
import type { Db } from './db.ts'
import { insertSelect } from './insertion.ts'
import type { Tables } from './tables/index.ts'

const keptMs = 60 * 60 * 1000
/** Reports of one account. */
const keptAmount = 100

export type SignatureReport = Readonly<Pick<Selectable<Tables['signatureReports']>, 'requestId' | 'account' | 'report'>>

/** Keeps a report for an hour, and only the newest 100 of an account. */
export async function addSignatureReport(
  db: Db,
  { requestId, account, report }: SignatureReport,
  now: Date
): Promise<void> {
  const expiresAt = new Date(now.getTime() + keptMs)
  const row = { requestId, account, report: JSON.stringify(report), createdAt: now, expiresAt }
  await sql`
    with outdated as (
      delete from signature_reports where request_id in (
        select request_id from signature_reports where account = ${account}
        order by created_at desc, request_id offset ${keptAmount - 1} for update skip locked
      )
    )
    ${insertSelect('signatureReports', row)}`.execute(db)
}

/** The report of a request whose AccessKey belongs to the account. */
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

/** Skips rows that another replica is deleting. */
export async function deleteExpiredSignatureReports(db: Db, now: Date): Promise<void> {
  await sql`
    delete from signature_reports where request_id in (
      select request_id from signature_reports where expires_at <= ${now} for update skip locked
    )`.execute(db)
}
