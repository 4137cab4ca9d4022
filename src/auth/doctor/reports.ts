/** Stores the diagnoses of refused signatures for the accounts that the requests named. */
import type { Db } from '../../store/db.ts'
import { addSignatureReport } from '../../store/signature-reports.ts'
import type { FindAccessKey } from '../access-keys.ts'
import type { Refusal } from '../authenticate.ts'
import { diagnose } from './diagnose.ts'

export interface SignatureReportOptions {
  readonly db: Db
  readonly find: FindAccessKey
  readonly now: () => Date
  readonly windowMs: number
}

/** false if the AccessKey is unknown: there is no account that could read the report. */
export async function reportSignature(
  { db, find, now, windowMs }: SignatureReportOptions,
  { requestId, claim, request, error }: Refusal
): Promise<boolean> {
  const key = await find(claim.accessKeyId)
  if (typeof key !== 'object') return false
  const at = now()
  const { accessKeyId, account = accessKeyId } = key
  const { code } = error
  const message = error.extra.masked ?? error.message
  const diagnosis = diagnose({ claim, request, key, error, now: at, windowMs })
  const report = { requestId, accessKeyId, time: at.toISOString(), code, message, ...diagnosis }
  await addSignatureReport(db, { requestId, account, report }, at)
  return true
}
