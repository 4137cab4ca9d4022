import type {
  AccessKeysTable,
  CallCountsTable,
  ClientTokensTable,
  QuotasTable,
  SandboxesTable,
  SignatureReportsTable,
  UsedNoncesTable
} from './callers.ts'
import type { CommandTables } from './commands.ts'
import type { GuestFilesTable } from './guest-files.ts'
import type { InstancesTable, InstanceTagsTable, PendingKeyChangesTable } from './instances.ts'
import type { KeyPairsTable } from './key-pairs.ts'
import type {
  CallsTable,
  ClockTable,
  FaultsTable,
  QuotaOverridesTable,
  SeedsTable,
  SnapshotsTable,
  TransitionsTable
} from './test-suites.ts'

/** Secrets that all replicas share and no setting gives. */
interface SecretsTable {
  name: string
  value: Buffer
}

/** One row. The number rises with each change of what replicas cache. */
interface RevisionTable {
  revision: string
}

/** Every table, by its name in camel case. `test/store/tables.test.ts` compares them with the migrated database. */
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
