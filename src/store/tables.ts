import type { Generated } from 'kysely'

/** One limit of an account: how much of it is used, and how much there may be. `regionId` is '' for the whole account. */
interface QuotasTable {
  account: string
  regionId: string
  name: 'KeyPairs' | 'Instances'
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
  /** What the API says is attached. */
  keyPairName: string | null
  /** The line that the service itself last wrote into the server's authorized_keys. */
  installedPublicKey: string | null
  publicIpAddress: string
  innerIpAddress: string
  /** Of root's password, a slow hash. The pending one takes effect at the next boot. */
  passwordHash: string | null
  pendingPasswordHash: string | null
  /** GiB. */
  dataDiskSize: number
  autoRenew: boolean
  /** Months. */
  autoRenewPeriod: number
  createdAt: Date
  expiredAt: Date
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

/** Files that differ from the image's own. */
interface GuestFilesTable {
  instanceId: string
  path: string
  content: Buffer
  modifiedAt: Date
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

export interface Tables {
  quotas: QuotasTable
  keyPairs: KeyPairsTable
  instances: InstancesTable
  instanceTags: InstanceTagsTable
  pendingKeyChanges: PendingKeyChangesTable
  guestFiles: GuestFilesTable
  clientTokens: ClientTokensTable
  usedNonces: UsedNoncesTable
}
