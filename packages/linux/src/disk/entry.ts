/** A file, folder or link on a server's disk, as it rests in the database and travels between threads. */
export interface Entry {
  /** Absolute and without `.`, `..` or a slash at the end. */
  readonly path: string
  /** `gone`: what the image has, and the disk no longer; `deleted`: what only the disk had. */
  readonly kind: 'file' | 'directory' | 'link' | 'gone' | 'deleted'
  /** Permission bits, such as 0o644. */
  readonly mode: number
  /** The bytes of a file, the target of a link; empty otherwise. */
  readonly content: Uint8Array
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
}

/** What of a server's disk differs from its image, or what changed since a state that is known. */
export interface DiskState {
  /** Names the state; to be compared, not understood. */
  readonly revision: string
  /** True where `entries` are all that differs from the image, and nothing of what was known before holds. */
  readonly isWhole: boolean
  /** True where the disk that was known is no longer: what was still to be written to it has no place either. */
  readonly isReplaced: boolean
  readonly entries: readonly Entry[]
}

/** Where a disk rests. */
export interface DiskStore {
  /** What differs from the state that `revision` names; everything where it is undefined. */
  read(revision: string | undefined): Promise<DiskState>
  /**
   * All or nothing; to a disk that was replaced since `revision`, nothing. Gives the new revision, or `revision` again where
   * somebody else's changes have to be read first. Throws DiskFullError.
   */
  write(entries: readonly Entry[], revision: string): Promise<string>
}

/** The words of a program that finds no place: `No space left on device`, `File too large`. */
export class DiskFullError extends Error {}

/** The server whose disk it is was deleted: not a fault, and nothing more can be read or written. */
export class DiskGoneError extends Error {}
