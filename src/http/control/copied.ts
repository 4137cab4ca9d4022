import type { Operation } from '../../dispatch/operation.ts'
import type { LoggedCall } from '../../store/calls.ts'

export type Parameters = Readonly<Record<string, unknown>>

/** As the call was, but for what is secret, and the names of that. */
export interface Copied {
  readonly operation: Operation
  readonly call: LoggedCall
  readonly parameters: Parameters
  /** A comment that says what was left out; empty where nothing was. */
  readonly note: string
  /** `host:port`. */
  readonly endpoint: string
}
