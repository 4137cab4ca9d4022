/** Deletes what has expired, again and again. */
import { deleteOldCallCounts } from './store/call-counts.ts'
import { deleteExpiredClientTokens } from './store/client-tokens.ts'
import type { Db } from './store/database.ts'
import { deleteOldInvocations } from './store/invocations.ts'
import { deleteExpiredNonces } from './store/nonces.ts'
import { deleteExpiredSandboxes } from './store/sandboxes.ts'
import { deleteExpiredSignatureReports } from './store/signature-reports.ts'
import { deleteExpiredTerminalSessions } from './store/terminal-sessions.ts'

const sweepMs = 10 * 1000
const sweeps = [
  deleteExpiredSandboxes,
  deleteExpiredClientTokens,
  deleteExpiredNonces,
  deleteExpiredSignatureReports,
  deleteOldCallCounts,
  deleteOldInvocations,
  deleteExpiredTerminalSessions
]

/** Gives what ends it. */
export function sweep(db: Db, now: () => Date, onFault: (error: unknown) => void): () => void {
  const sweeping = setInterval(() => {
    for (const deleteExpired of sweeps) deleteExpired(db, now()).catch(onFault)
  }, sweepMs).unref()
  return () => clearInterval(sweeping)
}
