/** A connection to the SSH server, before and after authentication. */
import type { User } from '@swas-local/linux/disk/users.ts'
import type { Grant } from '../keys/grants.ts'
import type { LogonServer } from '../store/logon.ts'

export interface Log {
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}

export interface ConnectionInfo {
  readonly remoteAddress: string
  readonly remotePort: number
  readonly localAddress: string
  readonly localPort: number
  /** The server that the address or port belongs to; undefined if the user name says which. */
  readonly instanceId: string | undefined
  isOver(): boolean
  /** Logs an unexpected error and ends the connection. */
  readonly onError: (error: unknown) => void
  /** Ends the connection when everything written is sent. */
  end(): void
}

export interface AuthenticatedConnection extends ConnectionInfo {
  readonly server: LogonServer
  readonly user: User
  readonly grant: Grant
}
