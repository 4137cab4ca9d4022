/** Who is calling, once that is settled. */
import type { Policy } from './policy.ts'

export interface Caller {
  /** Whose things the call sees: by itself, an AccessKeyId is an account of its own. */
  readonly account: string
  readonly accessKeyId: string
  /** False for a stranger in the mode `open`, whose secret nobody knows. */
  readonly isChecked: boolean
  /** What the AccessKey may do; everything where there is none. */
  readonly policies: readonly Policy[] | undefined
  /** Whether the account ends by itself, so that a write must make sure that it is still there. */
  readonly isTemporary: boolean
}

/** A caller whom nobody checked: an account by its own name, with full rights. */
export const anonymousCaller = (account: string): Caller => ({
  account,
  accessKeyId: account,
  isChecked: false,
  policies: undefined,
  isTemporary: false
})

/** How the names of accounts begin that end by themselves: no stranger may have one, also when it has ended. */
export const sandboxPrefix = 'sandbox-'
export const isSandbox = (name: string): boolean => name.startsWith(sandboxPrefix)
