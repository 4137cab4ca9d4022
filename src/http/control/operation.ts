/** What an operation of the control API declares. `register.ts` does what the declaration says. */
import type { Static, TSchema } from 'typebox'
import type { Caller } from '../../auth/caller.ts'
import type { ErrorFactory } from '../../errors/index.ts'
import type { Scope } from '../../store/scope.ts'
import type { ControlOptions } from './options.ts'

/** Who may call an operation. An AccessKey with RAM policies may call only those for `account`. */
export type Audience = 'anyone' | 'operator' | 'account' | 'operator or account'

/** What a handler learns of its caller. */
interface Grants {
  anyone: object
  operator: object
  account: { readonly account: string }
  'operator or account': {
    /** undefined for the operator. */
    readonly caller: Caller | undefined
    /**
     * What the operation works on: the caller's own account, or the one that the operator names as `account` (in the
     * query if its schema has that name, otherwise in the body), or all accounts.
     */
    readonly scope: Scope
  }
}

type NamesIn<Route extends string> = Route extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never

type Sent<Schema, IsNeeded> = Schema extends TSchema
  ? IsNeeded extends false
    ? Static<Schema> | undefined
    : Static<Schema>
  : undefined

export type ControlRoute = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /_swas/${string}`

/** A call whose caller may make it, and whose query and body fit their schemas. It shows no request and no reply. */
export type ControlCall<Who extends Audience, Route extends string, Query, Body, IsNeeded> = Grants[Who] & {
  /** The parts of the path, by the names in the route. */
  readonly path: Readonly<Record<NamesIn<Route>, string>>
  readonly query: Sent<Query, true>
  /** undefined: the caller sent none. */
  readonly body: Sent<Body, IsNeeded>
  /** The body as the caller wrote it. */
  readonly text: string
  /** `host:port` as the caller wrote it. */
  readonly host: string
  /** The header `Last-Event-ID`, which a client sends when it reads a stream again. */
  readonly lastEventId: string | undefined
  /** Aborted when the caller goes away, or the service stops. */
  readonly signal: AbortSignal
}

/** A reply that isn't 200 with JSON of the operation's `reply`. */
export class OtherReply {
  readonly status: number
  readonly type: string
  readonly body: string | AsyncIterable<string>
  constructor(body: string | AsyncIterable<string>, { status = 200, type }: { status?: number; type: string }) {
    this.body = body
    this.type = type
    this.status = status
  }
}

/** A schema with a title becomes a component of that name in the OpenAPI document. */
export interface ControlOperation<
  Who extends Audience = Audience,
  Route extends ControlRoute = ControlRoute,
  Query extends TSchema | undefined = TSchema | undefined,
  Body extends TSchema | undefined = TSchema | undefined,
  IsNeeded extends boolean = boolean,
  Reply extends TSchema | undefined = TSchema | undefined
> {
  readonly id: string
  /** `{Name}` is a part of the path. */
  readonly route: Route
  readonly summary: string
  readonly who: Who
  /** Without one, a query is refused. */
  readonly query?: Query
  readonly body?: Body
  /** Default: true. */
  readonly isBodyNeeded?: IsNeeded
  /** The content types of a body that the handler reads from `text` by itself; `body` only documents it. */
  readonly textTypes?: readonly string[]
  /** In bytes. */
  readonly bodyLimit?: number
  /** The body of a successful reply, which gets no other member; none if the reply has no body. */
  readonly reply?: Reply
  /** Default: application/json. */
  readonly replyType?: string
  /** The status of a successful reply; by default 200, or 204 without `reply`. */
  readonly status?: number
  /** The errors that it can answer, besides those of every operation. */
  readonly errors?: readonly ErrorFactory[]
  /** True if it's answered even while the service refuses other calls because of its load. */
  readonly isAnsweredUnderPressure?: boolean
  handle(
    options: ControlOptions,
    call: ControlCall<Who, Route, Query, Body, IsNeeded>
  ): Promise<Reply extends TSchema ? Static<Reply> | OtherReply : unknown>
}

/** An operation whose types are forgotten, for the table of all operations. */
export type AnyControlOperation = Omit<ControlOperation, 'handle'> & {
  handle(options: ControlOptions, call: never): Promise<unknown>
}

export const defineControl = <
  const Who extends Audience,
  const Route extends ControlRoute,
  Query extends TSchema | undefined = undefined,
  Body extends TSchema | undefined = undefined,
  const IsNeeded extends boolean = true,
  Reply extends TSchema | undefined = undefined
>(
  operation: ControlOperation<Who, Route, Query, Body, IsNeeded, Reply>
): ControlOperation<Who, Route, Query, Body, IsNeeded, Reply> => operation
