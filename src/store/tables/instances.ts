/** Servers, their tags and their restart queues. */
import type { Generated, Selectable } from 'kysely'

export interface InstancesTable {
  instanceId: string
  account: string
  regionId: string
  instanceName: string
  imageId: string
  planId: string
  platform: 'Linux' | 'Windows'
  /** The state that the server is in, or will be in when it has passed through the states of `via`. */
  status: 'Running' | 'Stopped'
  /** The transitional states, in order, from `viaSince` on. */
  via: string[]
  viaSince: Date
  /** How long each state of `via` lasts, in milliseconds. */
  viaMs: number
  /** If not 0, each state of `via` lasts this many reads instead of `viaMs`. */
  viaReads: Generated<number>
  /** How often the state was read since `viaSince`. */
  reads: Generated<number>
  /** The attached key pair, as the API shows it. */
  keyPairName: string | null
  /** The line that the service last wrote into the server's authorized_keys. */
  installedPublicKey: string | null
  publicIpAddress: string
  innerIpAddress: string
  /** Slow hash of root's password. */
  passwordHash: string | null
  /** Slow hash of the password that takes effect at the next boot. */
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
  /** A new number after each boot, stop and reset, never used before. Sessions end when it changes. */
  boots: Generated<number>
  /** How often ResetSystem gave the server a new system disk. */
  systemDisk: Generated<number>
  /** The revision that the server's disk began with. */
  diskOrigin: Generated<string>
  /** The disk's current revision. */
  diskRevision: Generated<string>
  /** Deletions up to this revision are forgotten; 0 if all deletions are on record. */
  diskForgotten: Generated<string>
}

/** The columns that each kind of reader selects. */
export const instanceColumns = {
  /** The API. */
  api: [
    'instanceId',
    'account',
    'regionId',
    'instanceName',
    'imageId',
    'planId',
    'platform',
    'keyPairName',
    'installedPublicKey',
    'publicIpAddress',
    'innerIpAddress',
    'passwordHash',
    'pendingPasswordHash',
    'pendingPasswordPosition',
    'dataDiskSize',
    'autoRenew',
    'autoRenewPeriod',
    'createdAt',
    'expiredAt',
    'boots',
    'systemDisk'
  ],
  /** The machine that runs behind a server. */
  machine: [
    'instanceId',
    'account',
    'regionId',
    'imageId',
    'planId',
    'platform',
    'publicIpAddress',
    'innerIpAddress',
    'passwordHash',
    'boots',
    'systemDisk'
  ],
  /** A logon. */
  logon: ['instanceId', 'account', 'platform', 'imageId', 'publicIpAddress', 'passwordHash', 'systemDisk']
} as const satisfies Record<string, (keyof InstancesTable)[]>

/** The columns that a reader of this kind gets. */
export type InstanceRow<Reader extends keyof typeof instanceColumns> = Pick<
  Selectable<InstancesTable>,
  (typeof instanceColumns)[Reader][number]
>

export interface InstanceTagsTable {
  instanceId: string
  tagKey: string
  tagValue: string
}

/** A server's restart queue: the key changes that its next boot applies, in the order of `id`. */
export interface PendingKeyChangesTable {
  id: Generated<string>
  instanceId: string
  change: 'Attach' | 'Detach'
  keyPairName: string
  publicKey: string
  requestedAt: Date
}

/** All columns but `id`, which only gives the order. */
export const pendingKeyChangeColumns = [
  'instanceId',
  'change',
  'keyPairName',
  'publicKey',
  'requestedAt'
] as const satisfies (keyof PendingKeyChangesTable)[]

export type PendingKeyChange = Readonly<
  Pick<Selectable<PendingKeyChangesTable>, (typeof pendingKeyChangeColumns)[number]>
>
