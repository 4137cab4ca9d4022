/** A service: where it is, what a test suite can do with it, how another is started in it. Types of the package. */
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

/** Credentials that the service shall know. */
export interface KnownAccessKey extends AccessKey {
  /** Of temporary ones: every call must bring it. */
  readonly securityToken?: string
}

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

/** Of a service that another one starts: settings, and what holds where one is left out. It keeps nothing. */
export interface ServiceOptions {
  /** Any that is free. */
  readonly port?: number
  /** What is there at the start: a seed as an object; nothing. */
  readonly seed?: object
  /** `verify` lets only known AccessKeys in, that of the service among them; `open`. */
  readonly auth?: 'open' | 'verify'
  /** Known ones besides its own. */
  readonly accessKeys?: readonly KnownAccessKey[]
  /** How many seconds the time of a signature may be off the service's clock, which tests move; any number. */
  readonly signatureWindowS?: number
  /** How long a server stays in Pending, Starting, Stopping, Resetting, in milliseconds; 0. */
  readonly transitionMs?: number
  /** `documented`: the rates that the cloud publishes hold; `off`. */
  readonly throttling?: 'off' | 'documented'
  /** How many calls the log keeps; 10000. */
  readonly callLogSize?: number
  /** It ends by itself when nobody has been connected for so long; 600. */
  readonly idleSeconds?: number
}
