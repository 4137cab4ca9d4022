import type { Operation } from '../../dispatch/operation.ts'
import type { LoggedCall } from '../../store/calls.ts'

export type Parameters = Readonly<Record<string, unknown>>

/** A call and its parameters without secrets. */
export interface Copied {
  readonly operation: Operation
  readonly call: LoggedCall
  readonly parameters: Parameters
  /** A comment that names the secrets that were left out; empty if there were none. */
  readonly note: string
  /** `host:port`. */
  readonly endpoint: string
}
