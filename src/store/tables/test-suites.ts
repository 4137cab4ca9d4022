/** The tables of what test suites want of a service. */
import type { Generated, JSONColumnType } from 'kysely'

/** One row, or none: the machine's own time. */
export interface ClockTable {
  frozenAt: Date | null
  offsetMs: string
}

/** How servers change their state; `account` is '' for every one without a row. */
export interface TransitionsTable {
  account: string
  ms: number
  reads: number
}

/** What a test wants to go wrong; `account` is '' for every one, `operation` `*`. */
export interface FaultsTable {
  id: Generated<string>
  account: string
  operation: string
  /** The first call that it hits, counted from 1, and how many; null for all that follow. */
  first: number
  times: number | null
  endsAt: Date | null
  effect: JSONColumnType<object>
  seen: Generated<number>
  hits: Generated<number>
  createdAt: Date
}

/** The newest calls; `account` is '' where nobody was let in. */
export interface CallsTable {
  id: Generated<string>
  requestId: string
  account: string
  accessKeyId: string
  door: 'RPC' | 'REST'
  method: string
  action: string
  parameters: JSONColumnType<object>
  /** Names that were sent and that the operation doesn't know. */
  unread: JSONColumnType<readonly string[]>
  status: number
  /** '' where it was done. */
  code: string
  fault: string | null
  at: Date
  ms: number
}

/** `account` is '' for those of the whole service. */
export interface SnapshotsTable {
  account: string
  name: string
  createdAt: Date
  content: JSONColumnType<object>
}

/** Limits that are other than the cloud's; `account` and `regionId` are '' for every one. */
export interface QuotaOverridesTable {
  account: string
  regionId: string
  name: string
  quota: number
}

/** What SWAS_SEED has made already. */
export interface SeedsTable {
  contentHash: Buffer
  at: Date
}
