/** What the ways to a server (SSH, web terminal, RunCommand) and its shell agree on. */
import type { Readable, Writable } from 'node:stream'
import type { Disk } from './disk/disk.ts'
import type { User } from './disk/users.ts'
import type { DistributionName } from './distribution-name.ts'

/** A server as its own programs see it. Plain data, because it goes to another thread. */
export interface Machine {
  readonly instanceId: string
  readonly hostname: string
  readonly publicIpAddress: string
  readonly innerIpAddress: string
  readonly distribution: DistributionName
  readonly cores: number
  readonly memoryMiB: number
  readonly diskGiB: number
  /** The time of the last boot, and the difference between the service's clock and the machine's; milliseconds. */
  readonly bootedAt: number
  readonly clockOffset: number
}

/** The terminal of a session. */
export interface Terminal {
  /** The value of TERM. */
  readonly name: string
  columns: number
  rows: number
  /** Called after each change of the size. */
  onResize: (() => void) | undefined
}

export interface Start {
  readonly instanceId: string
  /** Root by default. */
  readonly user?: User
  /** undefined starts an interactive login shell. */
  readonly command: string | undefined
  /** Added to the login environment. */
  readonly environment: Readonly<Record<string, string>>
  /** The user's home by default. */
  readonly workingDirectory?: string
  readonly terminal: Terminal | undefined
  /** The client's address, for `who` and SSH_CONNECTION. */
  readonly from: string
  /** The program is killed after this time. */
  readonly timeoutMs?: number
  readonly stdin: Readable
  readonly stdout: Writable
  /** The same as stdout if there is a terminal. */
  readonly stderr: Writable
}

/** How a program ended. Signals have their names in SSH: `TERM`, `KILL`, `INT`, `HUP`. */
export type Exit =
  | { readonly code: number }
  /** `isTimeout`: `timeoutMs` was over. */
  | { readonly signal: string; readonly message: string; readonly isTimeout?: boolean }

export interface Process {
  /** Resolves when the program has ended and its streams have all its output; never rejects. */
  readonly ended: Promise<Exit>
  signal(name: string): void
}

/** The programs that run on the servers of this process. */
export interface Guests {
  run(start: Start): Process
  /**
   * Calls `onGone` once when the server boots, stops, is reset or deleted, on any replica, and at once if it isn't
   * Running. The returned function ends that.
   */
  trackSession(instanceId: string, onGone: () => void): () => void
  /**
   * Runs `work` on a server's disk, or nothing if the server isn't Running. Resolves when `work` is done; never
   * rejects. `close` waits for it.
   */
  withDisk(instanceId: string, work: (disk: Disk) => Promise<void>): Promise<void>
  /** Call this after something may have changed servers, so that `trackSession` notices it at once. */
  look(): void
  close(): Promise<void>
}

/** What a program on a server may ask of the service. */
export interface Host {
  /** By the rules of the API. Resolves when the request was accepted; the session ends soon after. */
  power(to: 'reboot' | 'poweroff'): Promise<void>
  /** Sets root's password, effective at once. */
  setPassword(password: string): Promise<void>
  /** Reads what others wrote to the disk. */
  sync(): Promise<void>
  /** The terminal of the session, for full-screen programs. */
  readonly terminal: TerminalAccess | undefined
}

/** A terminal that a full-screen program controls. */
export interface TerminalAccess {
  readonly columns: number
  readonly rows: number
  write(text: string): void
  /** Raw: every key arrives as it is, without echo, line editing or signals. */
  setRaw(isRaw: boolean): void
  /** The next keys, as the terminal sends them; undefined when it is gone. */
  readKeys(): Promise<string | undefined>
}
