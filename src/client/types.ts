/** Types of the package: what the control API takes and returns. This file imports nothing. */

/** Credentials that the service knows; their signatures are verified. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly accessKeySecret: string
}

/** Credentials for the service to know. */
export interface KnownAccessKey extends AccessKey {
  /** For temporary credentials: every call must send it. */
  readonly securityToken?: string
}

/** Which account. Default: your own; for the operator, the whole service. */
export interface Scope {
  readonly account?: string
}

export interface ClockState {
  readonly now: Date
  readonly frozen: boolean
}

/** The service's clock; it is the same for all accounts and replicas. */
export interface Clock {
  read(): Promise<ClockState>
  /** Freezes the clock, now or at `at`. */
  freeze(at?: Date | string): Promise<ClockState>
  /** Sets another time; a frozen clock stays frozen. */
  set(to: Date | string): Promise<ClockState>
  /** Moves the clock on by milliseconds; a negative number moves it back. */
  advance(ms: number): Promise<ClockState>
  /** Sets the clock back to the machine's time. */
  reset(): Promise<ClockState>
}

/**
 * How long Pending, Starting, Stopping and Resetting last: for milliseconds of the service's clock, or for a number of
 * reads.
 */
export type Transitions =
  | { readonly mode: 'instant' }
  | { readonly mode: 'timed'; readonly ms: number }
  | { readonly mode: 'reads'; readonly reads: number }

/** A fault, and the calls into which it is injected. */
export interface FaultRule extends Scope {
  /** The name of an action, or `*` for all. */
  readonly operation: string
  /** The first call to get the fault, counted from 1 since the rule was added. Default: 1. */
  readonly call?: number
  /** Number of calls to get the fault from there on; 0 for all. Default: 1. */
  readonly times?: number
  /** Milliseconds after which the fault ends, by the service's clock. */
  readonly forMs?: number
  /** The call fails with this error and is not carried out. */
  readonly error?: { readonly code: string; readonly retryAfterMs?: number }
  /** Milliseconds by which the response is delayed. */
  readonly delayMs?: number
  /** The call is carried out twice, as if the network delivered it again. The second response is sent. */
  readonly twice?: boolean
  /**
   * How the response is sent. `reset`: the connection is reset instead. `cut`: the connection is closed in the middle
   * of the response. `never`: no response comes. `drip`: the response is sent piece by piece.
   */
  readonly reply?: 'reset' | 'cut' | 'never' | 'drip'
  /** With `drip`: the milliseconds over which the response is spread. */
  readonly dripMs?: number
}

export interface Fault extends FaultRule {
  readonly id: string
  readonly call: number
  readonly times: number
  /** Number of calls that it has counted. */
  readonly seen: number
  /** Number of calls that got the fault. */
  readonly hits: number
  /** Whether no further call gets the fault. */
  readonly ended: boolean
}

export interface Faults {
  /** Adds all rules or none. Rejects for an unknown operation or code. */
  add(...rules: FaultRule[]): Promise<Fault[]>
  list(scope?: Scope): Promise<Fault[]>
  remove(id: string): Promise<void>
  clear(scope?: Scope): Promise<void>
}

/** `KeyPairs` and `Commands` count for each region and account, `Instances` over all regions of an account. */
export type QuotaName = 'KeyPairs' | 'Instances' | 'Commands'

export interface QuotaScope extends Scope {
  /** Default: all regions. */
  readonly regionId?: string
}

export interface Quota {
  readonly name: QuotaName
  readonly account: string
  /** Empty if it counts over all regions. */
  readonly regionId: string
  readonly used: number
  readonly quota: number
}

export interface Quotas {
  /** The limits, and the numbers in use. */
  list(scope?: Scope): Promise<Quota[]>
  /** The limits with at most `room` free. */
  near(room: number, scope?: Scope): Promise<Quota[]>
  set(name: QuotaName, quota: number, scope?: QuotaScope): Promise<void>
  /** Sets the limit back to the one that the cloud documents. */
  reset(name: QuotaName, scope?: QuotaScope): Promise<void>
  /** Creates key pairs, servers or commands until only `room` are free. Resolves with their names or ids. */
  fill(name: QuotaName, room: number, scope: { readonly account: string; readonly regionId: string }): Promise<string[]>
}

/** A call as the service received it, without secrets. */
export interface Call {
  readonly id: string
  readonly requestId: string
  /** Empty if the caller was refused. */
  readonly account: string
  readonly accessKeyId: string
  readonly door: 'RPC' | 'REST'
  readonly method: string
  readonly operation: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** Names of parameters that were sent and that the operation doesn't have. */
  readonly unread: readonly string[]
  readonly status: number
  /** The code of the error; empty if the call succeeded. */
  readonly code: string
  /** The id of the fault that was injected. */
  readonly fault?: string
  readonly time: Date
  /** Milliseconds that it took, without the delay of a fault. */
  readonly ms: number
}

export interface CallFilter extends Scope {
  readonly operation?: string
  /** Parameters that the call must have, by their names in the API; its other parameters may have any value. */
  readonly parameters?: Readonly<Record<string, unknown>>
  /** The code of the error; empty for calls that succeeded. */
  readonly code?: string
  /** Only calls after the call with this id. */
  readonly after?: string
}

export interface Calls {
  /** At most 1000 calls, the oldest first: the newest ones, or with `after` the next ones. */
  list(filter?: CallFilter): Promise<Call[]>
  /** Text that makes the call again: a curl command, a program with the official SDK, or a test. */
  copy(requestId: string, as: 'curl' | 'sdk' | 'test'): Promise<string>
  clear(scope?: Scope): Promise<void>
}

export interface WaitFor extends CallFilter {
  readonly operation: string
  /** Number of such calls to wait for. Default: 1. */
  readonly times?: number
  /** Milliseconds to wait. Default: 1000. */
  readonly withinMs?: number
}

export interface SnapshotInfo {
  readonly name: string
  readonly created: Date
}

/** A snapshot as a file, see docs/state.md. It holds no secrets. */
export type SnapshotFile = Readonly<Record<string, unknown>>

/** What a seed has created. */
export interface Seeded {
  readonly servers: readonly {
    account: string
    regionId: string
    name: string
    instanceId: string
    publicIpAddress: string
  }[]
  /** `privateKey` is there if the service made the key; it is shown only once. */
  readonly keyPairs: readonly { account: string; regionId: string; name: string; privateKey?: string }[]
}
