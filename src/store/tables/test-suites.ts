/** What test suites set up for the service, and what they read of it. */
import type { Generated, JSONColumnType } from 'kysely'

/** One row, or none: then the service's clock is the machine's. */
export interface ClockTable {
  /** Always true: the key that allows one row. */
  one: Generated<boolean>
  /** The instant at which the clock stands still; null if it runs. */
  frozenAt: Date | null
  /** How far a running clock is ahead of the machine's, in milliseconds. */
  offsetMs: string
}

/** How long servers stay in a transitional state. */
export interface TransitionsTable {
  /** '' for all accounts without a row of their own. */
  account: string
  ms: number
  reads: number
}

/** Faults that a test injects. */
export interface FaultsTable {
  id: Generated<string>
  /** '' for all accounts. */
  account: string
  /** `*` for all operations. */
  operation: string
  /** The first call that the fault hits, counted from 1. */
  first: number
  /** How many calls the fault hits; null for all that follow. */
  times: number | null
  endsAt: Date | null
  effect: JSONColumnType<object>
  seen: Generated<number>
  hits: Generated<number>
  createdAt: Date
}

/** The newest calls. */
export interface CallsTable {
  id: Generated<string>
  requestId: string
  /** '' if the caller wasn't authenticated. */
  account: string
  accessKeyId: string
  door: 'RPC' | 'REST'
  method: string
  action: string
  parameters: JSONColumnType<object>
  /** Names of parameters that the caller sent and the operation doesn't have. */
  unread: JSONColumnType<readonly string[]>
  status: number
  /** The error's code; '' for a call that succeeded. */
  code: string
  /** The id of the fault that hit the call. */
  fault: string | null
  at: Date
  ms: number
}

export interface SnapshotsTable {
  /** '' for a snapshot of the whole service. */
  account: string
  name: string
  createdAt: Date
  content: JSONColumnType<object>
}

/** Limits that differ from the cloud's. */
export interface QuotaOverridesTable {
  /** '' for all accounts. */
  account: string
  /** '' for all regions. */
  regionId: string
  name: string
  quota: number
}

/** The seed files that SWAS_SEED has applied. */
export interface SeedsTable {
  contentHash: Buffer
  at: Date
}
