/** Types of the package: a service, its control API, and its child services. */
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

/** The address for SSH connections to servers. */
export interface SshPlace {
  /** `127.0.0.1`. */
  readonly host: string
  readonly port: number
}

/** A running service: its addresses, its credentials, and how to stop it. */
export interface Instance {
  /** `127.0.0.1:PORT`: the endpoint for the official SDKs, with `protocol: 'http'`. */
  readonly endpoint: string
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  /** `http://127.0.0.1:PORT/v1`, the base URL of the REST API. */
  readonly rest: string
  /**
   * Log on here as `root+<InstanceId>`; on Linux also at the address of each server, as `root`. undefined: there is no
   * SSH.
   */
  readonly ssh: SshPlace | undefined
  /** An AccessKey made for this service, with an account of its own. Its signatures are verified. */
  readonly accessKey: AccessKey
  /** The operator's token for the control API; undefined if it needs none. */
  readonly controlToken: string | undefined
  /** Stops the service and its child services. Resolves when they have stopped; may be called again. */
  stop(): Promise<void>
}

/** A service that you started, with its control API. */
export interface SwasLocal extends Instance, SwasControl, AsyncDisposable {}

/** The control API of a running service: what a test suite can do with it. */
export interface SwasControl {
  /** Deletes what calls and tests have made. AccessKeys, sandboxes and snapshots stay. */
  reset(scope?: Scope): Promise<void>
  /** Saves the state. Resolves with the name of the snapshot; without `name`, a random one. */
  snapshot(name?: string, scope?: Scope): Promise<string>
  restore(name: string, scope?: Scope): Promise<void>
  snapshots: {
    list(scope?: Scope): Promise<SnapshotInfo[]>
    remove(name: string, scope?: Scope): Promise<void>
    export(name: string, scope?: Scope): Promise<SnapshotFile>
    import(name: string, file: SnapshotFile, scope?: Scope): Promise<void>
  }
  /** Creates everything in a seed, or nothing if it fails. The seed is YAML or JSON text, or an object. */
  seed(seed: string | object): Promise<Seeded>
  readonly clock: Clock
  /** Sets how states pass, from the next transition on. */
  transitions(how: Transitions, scope?: Scope): Promise<void>
  readonly faults: Faults
  readonly quotas: Quotas
  readonly calls: Calls
  /**
   * Resolves with the first calls that match, earlier ones included. Rejects after `withinMs`; the error says what was
   * called instead.
   */
  waitFor(call: WaitFor): Promise<Call[]>
  /**
   * Starts a child service in the process of this one: on a port of its own, without any shared state. It starts fast
   * enough for each test file to have one.
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
