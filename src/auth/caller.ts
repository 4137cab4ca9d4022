/** Who a request says is calling, and who that is when it is believed. */
import type { Claim } from './authenticate.ts'
import type { Policy } from './policy.ts'
import { parseAuthorization } from './v3.ts'

/** Who is calling, once that is settled. */
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
export const stranger = (account: string): Caller => ({
  account,
  accessKeyId: account,
  isChecked: false,
  policies: undefined,
  isTemporary: false
})

const basic = /^Basic +([A-Za-z0-9+/_-]+={0,2}) *$/i

/** By the Authorization header: V3, or HTTP Basic's `AccessKeyId:secret`. Undefined where it is neither. */
export function claimOf(authorization: string): Claim | undefined {
  const v3 = parseAuthorization(authorization)
  if (v3 !== undefined) return { scheme: 'V3', ...v3 }
  const [, encoded = ''] = basic.exec(authorization) ?? []
  const [, accessKeyId, secret] = /^([!-9;-~]+):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  return accessKeyId === undefined || secret === undefined ? undefined : { scheme: 'Basic', accessKeyId, secret }
}

/** Whether it can be one at all: printable, and no longer than anyone's. */
export const isAccessKeyId = (text: string): boolean => /^[^\p{Cc}]{1,128}$/u.test(text)

/** How the names of accounts begin that end by themselves: no stranger may have one, also when it has ended. */
export const sandboxPrefix = 'sandbox-'
export const isSandbox = (name: string): boolean => name.startsWith(sandboxPrefix)
