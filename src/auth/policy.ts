/** RAM policies, version 1: what one may hold. Whatever the service doesn't evaluate is refused when a policy is set. */

/** A policy as it was checked by `parsePolicy`. */
export interface Policy {
  readonly Version: '1'
  readonly Statement: readonly Statement[]
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string | readonly string[]
  readonly Resource: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
}
