/** What the doors to a server (SSH, web terminal, RunCommand) and its shell agree on. */
import type { Readable, Writable } from 'node:stream'
import type { Disk } from './disk/disk.ts'
import type { User } from './disk/users.ts'
import type { DistributionName } from './distribution-name.ts'

/** A server as its own programs see it. Plain data, so that it can go to another thread. */
export interface Machine {
  readonly instanceId: string
  readonly hostname: string
  readonly publicIpAddress: string
  readonly innerIpAddress: string
  readonly distribution: DistributionName
  readonly cores: number
  readonly memoryMiB: number
  readonly diskGiB: number
  /** When it booted last, and what has to be added to the machine's clock to get the service's; milliseconds. */
  readonly bootedAt: number
  readonly clockOffset: number
}

/** The terminal of a session, where it has one. */
export interface Terminal {
  /** As TERM says. */
  readonly name: string
  columns: number
  rows: number
  /** Called after each change of the size. */
  onResize: (() => void) | undefined
}

export interface Start {
  readonly instanceId: string
  /** Root unless given. */
  readonly user?: User
  /** An interactive login shell where it is undefined. */
  readonly command: string | undefined
  /** Added to the login environment. */
  readonly environment: Readonly<Record<string, string>>
  /** The user's home unless given. */
  readonly workingDirectory?: string
  readonly terminal: Terminal | undefined
  /** Where the session comes from, for `who` and SSH_CONNECTION; an address. */
  readonly from: string
  /** It is ended after so many milliseconds. */
  readonly timeoutMs?: number
  readonly stdin: Readable
  readonly stdout: Writable
  /** The same as stdout where there is a terminal. */
  readonly stderr: Writable
}

/** How a program ended. A signal is named as SSH does: `TERM`, `KILL`, `INT`, `HUP`. */
export type Exit =
  | { readonly code: number }
  /** `isTimeout`: its time was over. */
  | { readonly signal: string; readonly message: string; readonly isTimeout?: boolean }

export interface Process {
  /** Resolves when it has ended and all that it wrote was handed to its streams; never rejects. */
  readonly ended: Promise<Exit>
  signal(name: string): void
}

/** The programs that run on the servers of this process. */
export interface Guests {
  run(start: Start): Process
  /**
   * Calls `onGone` once when the server boots, stops, is reset or ceases to be, on whatever replica that was asked for,
   * and at once where it already isn't Running. The returned function ends the watch.
   */
  attend(instanceId: string, onGone: () => void): () => void
  /**
   * Does something with a server's disk, and nothing where it isn't Running; resolves when that is done, and never rejects.
   * `close` waits for it.
   */
  withDisk(instanceId: string, work: (disk: Disk) => Promise<void>): Promise<void>
  /** To be called after something may have changed servers, so that those who attend needn't wait. */
  look(): void
  close(): Promise<void>
}

/** What a program on a server may ask of the service. */
export interface Host {
  /** Through the API's own rules; resolves when it was accepted, and the session ends soon after. */
  power(to: 'reboot' | 'poweroff'): Promise<void>
  /** Root's, effective at once. */
  setPassword(password: string): Promise<void>
  /** Takes in what others wrote to the disk. */
  sync(): Promise<void>
  /** The terminal of the session, for programs that take it over. */
  readonly terminal: TerminalAccess | undefined
}

/** A terminal in the hands of a program such as an editor. */
export interface TerminalAccess {
  readonly columns: number
  readonly rows: number
  write(text: string): void
  /** From now on every key arrives as it is, without echo, line editing or signals. */
  setRaw(isRaw: boolean): void
  /** The next keys that were typed, as the terminal sends them; undefined when it is gone. */
  readKeys(): Promise<string | undefined>
}
