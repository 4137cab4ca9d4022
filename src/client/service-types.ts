/** A service: where it is, what a test suite can do with it, how another is started in it. Types of the package. */
import type { ChildSettingOptions } from './setting-options.ts'
import type {
  AccessKey,
  Call,
  Calls,
  Clock,
  Faults,
  Quotas,
  Scope,
  Seeded,
  SnapshotFile,
  SnapshotInfo,
  Transitions,
  WaitFor
} from './types.ts'

/** Where somebody logs on to servers. */
export interface SshPlace {
  /** `127.0.0.1`. */
  readonly host: string
  readonly port: number
}

/** Where an instance is found, who may call it, and how it ends. */
export interface Instance {
  /** `127.0.0.1:PORT`, as the official SDKs want it, beside `protocol: 'http'`. */
  readonly endpoint: string
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  /** `http://127.0.0.1:PORT/v1`, the REST door. */
  readonly rest: string
  /** Where servers can be logged on to, as `root+<InstanceId>`; on Linux also each at its own address, as `root`. */
  readonly ssh: SshPlace | undefined
  /** Made for this instance, and an account of its own: what is signed with it is verified. */
  readonly accessKey: AccessKey
  /** What the operator sends to the control door; undefined where nothing is asked for. */
  readonly controlToken: string | undefined
  /** Ends it, and what was started in its process. Resolves when it has ended; also when it has before. */
  stop(): Promise<void>
}

/** A service of one's own, and what a test suite can do with it. */
export interface SwasLocal extends Instance, SwasControl, AsyncDisposable {}

/** What a test suite can do with a service that runs, wherever it does. */
export interface SwasControl {
  /** Deletes what calls and tests have made. */
  reset(scope?: Scope): Promise<void>
  /** Puts the state aside; gives its name. */
  snapshot(name?: string, scope?: Scope): Promise<string>
  restore(name: string, scope?: Scope): Promise<void>
  snapshots: {
    list(scope?: Scope): Promise<SnapshotInfo[]>
    remove(name: string, scope?: Scope): Promise<void>
    export(name: string, scope?: Scope): Promise<SnapshotFile>
    import(name: string, file: SnapshotFile, scope?: Scope): Promise<void>
  }
  /** Makes what a seed says, all or nothing; a YAML or JSON text, or an object. */
  seed(seed: string | object): Promise<Seeded>
  readonly clock: Clock
  /** From the next change of a state on. */
  transitions(how: Transitions, scope?: Scope): Promise<void>
  readonly faults: Faults
  readonly quotas: Quotas
  readonly calls: Calls
  /** Resolves with the first calls that fit, also earlier ones; rejects with what came instead when time is over. */
  waitFor(call: WaitFor): Promise<Call[]>
  /**
   * Starts another service in the process of this one: on a port of its own, and with nothing in common. It costs little,
   * so that each test file can have one.
   */
  startService(options?: ServiceOptions): Promise<SwasLocal>
}

/** Options of a child service. It keeps its data in memory. */
export interface ServiceOptions extends ChildSettingOptions {
  /** What exists at the start. Default: nothing. */
  readonly seed?: object
  /** Seconds without a connection after which the service stops by itself. Default: 600. */
  readonly idleSeconds?: number
}
