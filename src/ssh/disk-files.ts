/** A server's disk as SFTP and scp use it. */
import { posix } from 'node:path'
import type { Attributes } from '@swas-local/linux/disk/attributes.ts'
import type { Disk } from '@swas-local/linux/disk/disk.ts'
import { Errno } from './errno.ts'

export interface Times {
  readonly accessed: Date
  readonly modified: Date
}

/** A relative path starts at the user's home. */
export const absolute = (home: string, path: string) => posix.resolve(home, path)

/** The file or folder that the path leads to. Throws ENOENT. */
export const getTarget = (disk: Disk, path: string): Attributes => orNotFound(disk.entry(path, true))

/** The file, folder or link at the path itself. Throws ENOENT. */
export const getEntry = (disk: Disk, path: string): Attributes => orNotFound(disk.entry(path))

function orNotFound(found: Attributes | undefined): Attributes {
  if (!found) throw new Errno('ENOENT')
  return found
}

/** Reads the latest state of the disk, changes it and stores the change. */
export async function change(disk: Disk, how: () => Promise<void>): Promise<void> {
  await disk.sync()
  await how()
  await disk.flush()
}

/** The permissions of a new file: umask 022. */
export const unmasked = (mode: number) => mode & 0o7777 & ~0o022

export async function setModeAndTimes(disk: Disk, path: string, mode?: number, times?: Times): Promise<void> {
  if (mode !== undefined) await disk.chmod(path, mode)
  if (times) await disk.utimes(path, times.accessed, times.modified)
}
