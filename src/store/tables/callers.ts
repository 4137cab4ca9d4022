/** Who calls, and what the service keeps of their calls. */
import type { Generated, JSONColumnType } from 'kysely'

/** How much of one limit an account has used, and how much it may use. */
export interface QuotasTable {
  account: string
  /** '' for a limit that counts over all regions. */
  regionId: string
  name: 'KeyPairs' | 'Instances' | 'Commands'
  used: Generated<number>
  quota: number
}

export interface ClientTokensTable {
  account: string
  action: string
  tokenHash: Buffer
  parametersHash: Buffer
  /** The result, encrypted under the token; null only inside the transaction that does the work. */
  sealedResult: Buffer | null
  expiresAt: Date
}

export interface UsedNoncesTable {
  accessKeyId: string
  nonceHash: Buffer
  /** From this instant on the nonce's signature can't be valid. */
  expiresAt: Date
}

/** Accounts that end by themselves. */
export interface SandboxesTable {
  account: string
  createdAt: Date
  expiresAt: Date
}

/** AccessKeys that the control API registered. */
export interface AccessKeysTable {
  accessKeyId: string
  account: string
  /** Secret and security token, encrypted under a key that is not in the database. */
  sealed: Buffer
  active: boolean
  /** When temporary credentials end; null for permanent ones. */
  expiresAt: Date | null
  policies: JSONColumnType<readonly unknown[]> | null
  createdAt: Date
}

/** Why signatures were refused. */
export interface SignatureReportsTable {
  requestId: string
  account: string
  report: JSONColumnType<object>
  createdAt: Date
  expiresAt: Date
}

/** How often an account called an operation in the minute that began at `since`. */
export interface CallCountsTable {
  account: string
  action: string
  since: Date
  calls: number
}
