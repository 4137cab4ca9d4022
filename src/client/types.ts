/** What the library and the control door's client take and give. This file stands alone: it is also the package's types. */

/** Credentials that the service knows: what is signed with them is verified. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly accessKeySecret: string
}

/** Credentials for the service to know. */
export interface KnownAccessKey extends AccessKey {
  /** For temporary credentials: every call must send it. */
  readonly securityToken?: string
}

/** Which account; one's own, or for the operator the whole service, where it is left out. */
export interface Scope {
  readonly account?: string
}

export interface ClockState {
  readonly now: Date
  readonly frozen: boolean
}

/** The service's clock, of all accounts and replicas. */
export interface Clock {
  read(): Promise<ClockState>
  /** Stands still, now or at the instant given. */
  freeze(at?: Date | string): Promise<ClockState>
  /** Says another time, and goes on or stands still as before. */
  set(to: Date | string): Promise<ClockState>
  /** Milliseconds; back where it is negative. */
  advance(ms: number): Promise<ClockState>
  /** Back to the machine's own time. */
  reset(): Promise<ClockState>
}

/** How Pending, Starting, Stopping and Resetting pass: each lasts for milliseconds of the service's clock, or for reads. */
export type Transitions =
  | { readonly mode: 'instant' }
  | { readonly mode: 'timed'; readonly ms: number }
  | { readonly mode: 'reads'; readonly reads: number }

/** What shall go wrong with which calls. */
export interface FaultRule extends Scope {
  /** An Action's name, or `*` for all. */
  readonly operation: string
  /** The first call that it hits, counted from 1 when the rule is set; 1 unless said. */
  readonly call?: number
  /** How many calls it hits from there on; 1 unless said, 0 for all. */
  readonly times?: number
  /** When it ends at the latest, in milliseconds of the service's clock. */
  readonly forMs?: number
  /** Not carried out, and refused so. */
  readonly error?: { readonly code: string; readonly retryAfterMs?: number }
  /** Carried out, or refused, so much later. */
  readonly delayMs?: number
  /** Carried out twice, as when the network delivers a call again; the second answer is sent. */
  readonly twice?: boolean
  /** How the answer leaves: the connection is reset before it, or cut in its middle; it never comes; byte by byte. */
  readonly reply?: 'reset' | 'cut' | 'never' | 'drip'
  /** Of `drip`: for how many milliseconds the answer drips. */
  readonly dripMs?: number
}

export interface Fault extends FaultRule {
  readonly id: string
  readonly call: number
  readonly times: number
  /** Calls that it counted, those that it hit, and whether it will hit no more. */
  readonly seen: number
  readonly hits: number
  readonly ended: boolean
}

export interface Faults {
  /** All of them or none. Rejects for an operation or code that isn't there. */
  add(...rules: FaultRule[]): Promise<Fault[]>
  list(scope?: Scope): Promise<Fault[]>
  remove(id: string): Promise<void>
  clear(scope?: Scope): Promise<void>
}

/** `KeyPairs` and `Commands` count for each region and account, `Instances` over all regions of an account. */
export type QuotaName = 'KeyPairs' | 'Instances' | 'Commands'

export interface QuotaScope extends Scope {
  /** All regions where it is left out. */
  readonly regionId?: string
}

export interface Quota {
  readonly name: QuotaName
  readonly account: string
  /** Empty where it counts over all regions. */
  readonly regionId: string
  readonly used: number
  readonly quota: number
}

export interface Quotas {
  /** What is used of which limit. */
  list(scope?: Scope): Promise<Quota[]>
  /** Those with so much room or less. */
  near(room: number, scope?: Scope): Promise<Quota[]>
  set(name: QuotaName, quota: number, scope?: QuotaScope): Promise<void>
  /** Back to what the cloud documents. */
  reset(name: QuotaName, scope?: QuotaScope): Promise<void>
  /** Makes key pairs or servers until only `room` more fit; gives the names or ids of what was made. */
  fill(name: QuotaName, room: number, scope: { readonly account: string; readonly regionId: string }): Promise<string[]>
}

/** A call as the service has seen it, without what is secret. */
export interface Call {
  readonly id: string
  readonly requestId: string
  /** Empty where nobody was let in. */
  readonly account: string
  readonly accessKeyId: string
  readonly door: 'RPC' | 'REST'
  readonly method: string
  readonly operation: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** Names that were sent and that nobody read. */
  readonly unread: readonly string[]
  readonly status: number
  /** Of the error; empty where it was done. */
  readonly code: string
  /** The id of the fault that hit it. */
  readonly fault?: string
  readonly time: Date
  /** How long it took, in milliseconds. */
  readonly ms: number
}

export interface CallFilter extends Scope {
  readonly operation?: string
  /** Parameters that it must have, as they are in the API; those that aren't named may be anything. */
  readonly parameters?: Readonly<Record<string, unknown>>
  /** Of the error; empty for calls that were done. */
  readonly code?: string
  /** Only calls after the one of this id. */
  readonly after?: string
}

export interface Calls {
  /** The oldest first, at most 1000: the newest ones, or with `after` the next ones. */
  list(filter?: CallFilter): Promise<Call[]>
  /** The call as a text to run: a curl command, a program with the official SDK, or a test. */
  copy(requestId: string, as: 'curl' | 'sdk' | 'test'): Promise<string>
  clear(scope?: Scope): Promise<void>
}

export interface WaitFor extends CallFilter {
  readonly operation: string
  /** How many such calls; one unless said. */
  readonly times?: number
  /** How long to wait, in milliseconds; 1000 unless said. */
  readonly withinMs?: number
}

export interface SnapshotInfo {
  readonly name: string
  readonly created: Date
}

/** A snapshot as a file, see docs/state.md; it holds nothing secret. */
export type SnapshotFile = Readonly<Record<string, unknown>>

/** What a seed has made. */
export interface Seeded {
  readonly servers: readonly {
    account: string
    regionId: string
    name: string
    instanceId: string
    publicIpAddress: string
  }[]
  /** A private key where the seed made it; this once. */
  readonly keyPairs: readonly { account: string; regionId: string; name: string; privateKey?: string }[]
}
