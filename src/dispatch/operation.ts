import type { Static, TObject, TProperties } from 'typebox'
import type { ErrorFactory } from '../errors/index.ts'
import type { Rule } from '../errors/provenance.ts'
import type { KeyGenerator } from '../keys/generate.ts'
import type { Logons } from '../servers/logons.ts'
import type { Db } from '../store/db.ts'
import type { TransitionDelay } from '../store/instances.ts'

/** What a handler gets of a call. It sees no request, no reply, and no database outside its transaction. */
export interface Call {
  readonly account: string
  /** The database; for an operation that writes, the transaction. */
  readonly db: Db
  /** The time of the call, by the service's clock. */
  readonly now: Date
  /** `host:port` as the caller wrote it. */
  readonly endpoint: string
  /** Whether the call came over TLS. */
  readonly isSecure: boolean
  readonly keys: KeyGenerator
  readonly logons: Logons
  /** How long a server stays in each intermediate state. */
  readonly transitionDelay: TransitionDelay
}

/** How often an account may call an operation, if throttling is on. */
export interface Rate extends Rule {
  readonly callsPerMinute: number
}

export type HttpMethod = 'GET' | 'POST'

/** The group in which the documents list an operation. */
export type Group = 'Key pairs' | 'Key pair of a server' | 'Servers' | 'Commands' | 'Catalog' | 'Tags'

/** One action of the API, declared once for RPC and REST. */
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
  /** True for an extension: the cloud has no such action. */
  readonly extension?: boolean
  /** The end of the ARN, after the account, if permissions can name single servers; by default `*`, all resources. */
  readonly resource?: '{InstanceId}' | 'instance/{InstanceId}' | 'instance/{InstanceIds}' | 'command/*'
  /** The HTTP methods of the RPC API; by default GET and POST. */
  readonly methods?: readonly HttpMethod[]
  /** True if the cloud serves it over HTTPS only. Here it's enforced if SWAS_HTTPS is `required`. */
  readonly isHttpsOnly?: true
  /** Whether the handler needs a transaction. */
  readonly writes: boolean
  /** True if the operation creates something: REST answers 201. */
  readonly creates?: boolean
  /**
   * Flat, with the cloud's names. A property's `x-swas-error` is the error of a bad value, its `x-swas-detail` ends
   * that error's message.
   */
  readonly parameters: P
  /** If the operation is the cloud's own, only REST answers the fields that are marked `x-swas-extension`. */
  readonly result: R
  /** True if the operation queues commands that run on servers afterwards. */
  readonly runsCommands?: boolean
  /** The errors that it can answer besides those of its parameters. */
  readonly errors: readonly ErrorFactory[]
  readonly rules: readonly Rule[]
  /** Only if the cloud publishes it. */
  readonly rate?: Rate
  /** Costly work before the transaction begins; `call.db` is outside any transaction. */
  prepare?(call: Call, parameters: Static<P>): Promise<Prepared>
  handle(call: Call, parameters: Static<P>, prepared: Prepared): Promise<Static<R>>
}

export const defineOperation = <P extends TProperties, R extends TProperties, Prepared = undefined>(
  operation: Operation<TObject<P>, TObject<R>, Prepared>
): Operation<TObject<P>, TObject<R>, Prepared> => operation
