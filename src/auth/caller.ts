/** The caller of an API, after authentication. */
import type { Policy } from './policy.ts'

export interface Caller {
  /** The account whose resources the call sees. */
  readonly account: string
  readonly accessKeyId: string
  /** false for an unknown AccessKeyId in the mode `open`, which has no secret to check. */
  readonly isChecked: boolean
  /** What the AccessKey may do; undefined for everything. */
  readonly policies: readonly Policy[] | undefined
  /** Whether the account expires: then a write must check that it still exists. */
  readonly isTemporary: boolean
}

/** An unchecked caller: an account named by its AccessKeyId, with full rights. */
export const anonymousCaller = (account: string): Caller => ({
  account,
  accessKeyId: account,
  isChecked: false,
  policies: undefined,
  isTemporary: false
})

/** Prefix of accounts that expire. Anonymous callers can't use such a name, not even after it has expired. */
export const sandboxPrefix = 'sandbox-'
export const isSandbox = (name: string): boolean => name.startsWith(sandboxPrefix)
