/** Where people log on to servers, for those who tell them. */
import type { HostKeys } from './host-keys.ts'

export interface LogonPlace {
  readonly port: number
  /** Whether each server is met at its own address; otherwise the user name says which is meant. */
  readonly isByAddress: boolean
}

export interface Logons {
  readonly hostKeys: HostKeys
  /** Undefined where there is no SSH. */
  place(): LogonPlace | undefined
}
