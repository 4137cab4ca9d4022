import type { Static, TObject, TProperties } from 'typebox'
import type { ErrorFactory } from '../errors/index.ts'
import type { Rule } from '../errors/provenance.ts'
import type { KeyGenerator } from '../keys/generate.ts'
import type { Logons } from '../servers/logons.ts'
import type { Db } from '../store/db.ts'
import type { TransitionDelay } from '../store/instances.ts'

/** What a handler may know of a call. It never sees a request, a reply or a database outside of its transaction. */
export interface Call {
  readonly account: string
  /** The database, or the transaction where the operation writes. */
  readonly db: Db
  /** The instant of the call, by the injected clock. */
  readonly now: Date
  /** `host:port` as the caller wrote it. */
  readonly endpoint: string
  /** Whether it came by TLS. */
  readonly isSecure: boolean
  readonly keys: KeyGenerator
  readonly logons: Logons
  /** How long a server stays in each state that it passes through. */
  readonly transitionDelay: TransitionDelay
}

/** How often an account may call an operation, where that is switched on. */
export interface Rate extends Rule {
  readonly callsPerMinute: number
}

export type HttpMethod = 'GET' | 'POST'

/** Where the documents list an operation. */
export type Group = 'Key pairs' | 'Key pair of a server' | 'Servers' | 'Commands' | 'Catalog' | 'Tags'

/** One action of the API, declared once for all doors. */
export interface Operation<P extends TObject = TObject, R extends TObject = TObject, Prepared = unknown> {
  /** The RPC name. */
  readonly action: string
  /**
   * The REST route; none where the operation on many servers serves one as well. `{Name=Parameter}` is a part of the
   * path that the document calls Name: OpenAPI wants one name for one place, and a list has its own in the API.
   */
  readonly route?: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /v1/${string}`
  readonly group: Group
  readonly summary: string
  /** True for ours: the cloud has no such action. */
  readonly extension?: boolean
  /** What of an ARN follows the account, where permissions know single servers; all resources (`*`) unless said. */
  readonly resource?: '{InstanceId}' | 'instance/{InstanceId}' | 'instance/{InstanceIds}' | 'command/*'
  /** The RPC verbs it takes; GET and POST unless said. */
  readonly methods?: readonly HttpMethod[]
  /** Whether the handler needs a transaction. */
  readonly writes: boolean
  /** True where something new comes to be: REST answers 201. */
  readonly creates?: boolean
  /** Flat, the cloud's names. A property may name its error for a bad value as `x-swas-error`, and end its message by `x-swas-detail`. */
  readonly parameters: P
  /** A field that is marked `x-swas-extension` is answered in REST only, where the operation is the cloud's own. */
  readonly result: R
  /** True where commands wait to be run afterwards. */
  readonly runsCommands?: boolean
  /** What it can answer besides its parameters' own errors. */
  readonly errors: readonly ErrorFactory[]
  readonly rules: readonly Rule[]
  /** Only where it is published. */
  readonly rate?: Rate
  /** Costly work before the transaction is opened; `call.db` is outside of any transaction. */
  prepare?(call: Call, parameters: Static<P>): Promise<Prepared>
  handle(call: Call, parameters: Static<P>, prepared: Prepared): Promise<Static<R>>
}

export const defineOperation = <P extends TProperties, R extends TProperties, Prepared = undefined>(
  operation: Operation<TObject<P>, TObject<R>, Prepared>
): Operation<TObject<P>, TObject<R>, Prepared> => operation
