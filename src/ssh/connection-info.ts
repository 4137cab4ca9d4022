/** A connection to the door, and who came in by it. */
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
  /** Of the server that the address means; undefined where the user name says which. */
  readonly instanceId: string | undefined
  isOver(): boolean
  /** Told of an error that nobody expected; ends the connection. */
  readonly onError: (error: unknown) => void
  /** Ends the connection, after what was written. */
  end(): void
}

export interface AuthenticatedConnection extends ConnectionInfo {
  readonly server: LogonServer
  readonly user: User
  readonly grant: Grant
}
