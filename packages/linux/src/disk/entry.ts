/** A file, folder or link of a server's disk, as the database stores it and threads exchange it. */
export interface Entry {
  /** Absolute, without `.`, `..` or a trailing slash. */
  readonly path: string
  /** `gone`: the image has it, the disk no longer; `deleted`: only the disk had it. */
  readonly kind: 'file' | 'directory' | 'link' | 'gone' | 'deleted'
  /** Permission bits, such as 0o644. */
  readonly mode: number
  /** The bytes of a file or the target of a link; otherwise empty. */
  readonly content: Uint8Array
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
}

/** How a server's disk differs from its image, or what changed since a known state. */
export interface DiskState {
  /** Names the state. Compare it, but don't parse it. */
  readonly revision: string
  /** `entries` are all differences from the image: discard what you knew. */
  readonly isWhole: boolean
  /** The server got a new disk: discard what isn't written yet, too. */
  readonly isReplaced: boolean
  readonly entries: readonly Entry[]
}

/** Stores disks. */
export interface DiskStore {
  /** The changes since `revision`; all differences from the image if it is undefined. */
  read(revision: string | undefined): Promise<DiskState>
  /**
   * Writes all entries or none; none if the disk was replaced since `revision`. Resolves to the new revision, or to
   * `revision` if others' changes must be read first. Throws DiskFullError.
   */
  write(entries: readonly Entry[], revision: string): Promise<string>
}

/** The message is a program's: `No space left on device`, `File too large`. */
export class DiskFullError extends Error {}

/** The server of the disk was deleted. This isn't an error of the service; nothing more can be read or written. */
export class DiskGoneError extends Error {}
