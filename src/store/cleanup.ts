/** Deletes expired rows every ten seconds. */
import { deleteOldCallCounts } from './call-counts.ts'
import { deleteExpiredClientTokens } from './client-tokens.ts'
import type { Db } from './db.ts'
import { deleteOldInvocations } from './invocations.ts'
import { deleteExpiredNonces } from './nonces.ts'
import { deleteExpiredSandboxes } from './sandboxes.ts'
import { deleteExpiredSignatureReports } from './signature-reports.ts'
import { deleteExpiredTerminalSessions } from './terminal-sessions.ts'

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

/** Returns a function that stops the sweeps. */
export function sweep(db: Db, now: () => Date, onError: (error: unknown) => void): () => void {
  const sweeping = setInterval(() => {
    for (const deleteExpired of sweeps) deleteExpired(db, now()).catch(onError)
  }, sweepMs).unref()
  return () => clearInterval(sweeping)
}
