import type { Entry } from '@swas-local/linux/disk/entry.ts'
import type { Generated, JSONColumnType } from 'kysely'
import type { CommandTables } from './commands.ts'
import type {
  CallsTable,
  ClockTable,
  FaultsTable,
  QuotaOverridesTable,
  SeedsTable,
  SnapshotsTable,
  TransitionsTable
} from './test-suites.ts'

/** One limit of an account: how much of it is used, and how much there may be. `regionId` is '' for the whole account. */
interface QuotasTable {
  account: string
  regionId: string
  name: 'KeyPairs' | 'Instances' | 'Commands'
  used: Generated<number>
  quota: number
}

interface KeyPairsTable {
  account: string
  regionId: string
  name: string
  /** One OpenSSH line: type, base64, perhaps a comment. */
  publicKey: string
  origin: 'Created' | 'Imported'
  /** Made by CreateInstanceKeyPair or UploadInstanceKeyPair, so DeleteInstanceKeyPair deletes it. */
  madeForInstance: Generated<boolean>
  createdAt: Date
}

interface InstancesTable {
  instanceId: string
  account: string
  regionId: string
  instanceName: string
  imageId: string
  planId: string
  platform: 'Linux' | 'Windows'
  /** Where the server is, or will be when it has passed through `via`. */
  status: 'Running' | 'Stopped'
  /** The states it passes through since `viaSince`, each for `viaMs` milliseconds. */
  via: string[]
  viaSince: Date
  viaMs: number
  /** Where it isn't 0, each lasts for so many reads instead; `reads` counts them. */
  viaReads: Generated<number>
  reads: Generated<number>
  /** What the API says is attached. */
  keyPairName: string | null
  /** The line that the service itself last wrote into the server's authorized_keys. */
  installedPublicKey: string | null
  publicIpAddress: string
  innerIpAddress: string
  /** Of root's password, a slow hash. The pending one takes effect at the next boot. */
  passwordHash: string | null
  pendingPasswordHash: string | null
  /** How many of the queued key changes come before the pending password. */
  pendingPasswordPosition: Generated<number>
  /** GiB. */
  dataDiskSize: number
  autoRenew: boolean
  /** Months. */
  autoRenewPeriod: number
  createdAt: Date
  expiredAt: Date
  /** Another number after each boot, stop and reset, and never the same again: who sees another one ends its sessions. */
  boots: Generated<number>
  /** How often ResetSystem gave it a new system disk. */
  systemDisk: Generated<number>
  /** The state its disk began with. */
  diskOrigin: Generated<string>
  /** The state its disk is in. */
  diskRevision: Generated<string>
  /** What was deleted up to this state is no longer told; 0: all of it is. */
  diskForgotten: Generated<string>
}

interface InstanceTagsTable {
  instanceId: string
  tagKey: string
  tagValue: string
}

/** A server's restart queue: what its next boot applies, in the order of `id`. */
interface PendingKeyChangesTable {
  id: Generated<string>
  instanceId: string
  change: 'Attach' | 'Detach'
  keyPairName: string
  publicKey: string
  requestedAt: Date
}

/** Files, folders and links that differ from the image's own. */
interface GuestFilesTable {
  instanceId: string
  path: string
  kind: Generated<Entry['kind']>
  /** Permission bits. */
  mode: Generated<number>
  /** The bytes of a file, the target of a link. */
  content: Buffer
  modifiedAt: Date
  /** The state of the disk that it came with. */
  revision: Generated<string>
}

interface ClientTokensTable {
  account: string
  action: string
  tokenHash: Buffer
  parametersHash: Buffer
  /** The result, sealed under the token; null only inside the transaction that works on it. */
  sealedResult: Buffer | null
  expiresAt: Date
}

interface UsedNoncesTable {
  accessKeyId: string
  nonceHash: Buffer
  /** When its signature can no longer be valid. */
  expiresAt: Date
}

/** Accounts that end by themselves. */
interface SandboxesTable {
  account: string
  createdAt: Date
  expiresAt: Date
}

/** Those that came through the control door. */
interface AccessKeysTable {
  accessKeyId: string
  account: string
  /** Secret and security token, sealed under a key that is not in the database. */
  sealed: Buffer
  active: boolean
  /** When temporary credentials end. */
  expiresAt: Date | null
  policies: JSONColumnType<readonly unknown[]> | null
  createdAt: Date
}

/** What replicas have in common where no setting says it. */
interface SecretsTable {
  name: string
  value: Buffer
}

/** One row. */
interface RevisionTable {
  revision: string
}

/** What was found wrong with refused signatures. */
interface SignatureReportsTable {
  requestId: string
  account: string
  report: JSONColumnType<object>
  createdAt: Date
  expiresAt: Date
}

/** How often an account called an operation since a minute began. */
interface CallCountsTable {
  account: string
  action: string
  since: Date
  calls: number
}

export interface Tables extends CommandTables {
  quotas: QuotasTable
  keyPairs: KeyPairsTable
  instances: InstancesTable
  instanceTags: InstanceTagsTable
  pendingKeyChanges: PendingKeyChangesTable
  guestFiles: GuestFilesTable
  clientTokens: ClientTokensTable
  usedNonces: UsedNoncesTable
  sandboxes: SandboxesTable
  accessKeys: AccessKeysTable
  revision: RevisionTable
  secrets: SecretsTable
  signatureReports: SignatureReportsTable
  callCounts: CallCountsTable
  clock: ClockTable
  transitions: TransitionsTable
  faults: FaultsTable
  calls: CallsTable
  snapshots: SnapshotsTable
  quotaOverrides: QuotaOverridesTable
  seeds: SeedsTable
}
