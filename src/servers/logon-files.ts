/** Reads the files that decide who may log on. It follows links that a user made. */
import type { Entry } from '@swas-local/linux/disk/entry.ts'
import { isFileError } from '@swas-local/linux/disk/errno.ts'
import { grow } from '@swas-local/linux/disk/tree-state.ts'
import type { Db } from '../store/db.ts'
import { listGuestFiles, listGuestPaths } from '../store/guest-files.ts'
import { authorizedKeysPath, imageFiles, logonPaths, sshdConfigPath } from './guest.ts'

export interface LogonFile {
  /** The path that the links lead to; a new text goes there too. */
  readonly path: string
  readonly mode: number
  /** '' if there is no file. */
  readonly text: string
}

export type LogonFiles = Readonly<Record<(typeof logonPaths)[number], LogonFile>>

const imageEntries = logonPaths.map(
  (path): Entry => ({ path, kind: 'file', mode: 0o600, content: Buffer.from(imageFiles[path]), modifiedAt: 0 })
)

/** The folders to a path, and the path: `/root`, `/root/.ssh`, `/root/.ssh/authorized_keys`. */
const pathsTo = (path: string) =>
  path
    .split('/')
    .slice(1)
    .map((_, index, names) => `/${names.slice(0, index + 1).join('/')}`)
export const passwdPath = '/etc/passwd'
const adminKeysPath = '/home/admin/.ssh/authorized_keys'
/** The paths that are read with each server, enough to find its logon files if there are no links. */
export const watched = [
  ...new Set([...logonPaths, adminKeysPath, passwdPath].flatMap(pathsTo)),
  `${authorizedKeysPath}2`,
  `${adminKeysPath}2`
]

export async function readLogonFiles(db: Db, instanceIds: readonly string[]): Promise<Map<string, LogonFiles>> {
  const files = instanceIds.length === 0 ? [] : await listGuestFiles(db, instanceIds, watched)
  const result = new Map<string, LogonFiles>()
  for (const id of instanceIds) {
    const own = files.filter(({ instanceId }) => instanceId === id)
    const read = (path: string) => readLogonFile(db, { instanceId: id, own, image: imageEntries }, path)
    result.set(id, {
      [authorizedKeysPath]: await read(authorizedKeysPath),
      [sshdConfigPath]: await read(sshdConfigPath)
    })
  }
  return result
}

export interface LogonDisk {
  readonly instanceId: string
  /** The server's own files and folders at the paths `watched`. */
  readonly own: readonly Entry[]
  /** The files of its image. */
  readonly image: readonly Entry[]
}

/** Reads any file that sshd reads. It takes another query only if the path has links, or isn't among `watched`. */
export async function readLogonFile(db: Db, { instanceId, own, image }: LogonDisk, path: string): Promise<LogonFile> {
  const isPlain = watched.includes(path) && own.every(({ kind }) => kind !== 'link')
  return isPlain ? toFile(path, own, image) : await follow(db, instanceId, path, image)
}

/** The server's own file, or else that of its image. */
function toFile(path: string, own: readonly Entry[], image: readonly Entry[]): LogonFile {
  const entry = [...own, ...image].find((one) => one.path === path)
  if (entry?.kind !== 'file') return { path, mode: 0o600, text: '' }
  return { path, mode: entry.mode, text: Buffer.from(entry.content).toString('utf8') }
}

async function follow(db: Db, instanceId: string, path: string, image: readonly Entry[]): Promise<LogonFile> {
  const tree = grow(image, await listGuestPaths(db, instanceId), Date.now)
  try {
    const { path: real } = tree.find(path, 'open')
    return toFile(real, await listGuestFiles(db, [instanceId], [real]), image)
  } catch (error) {
    if (!isFileError(error)) throw error
    return { path, mode: 0o600, text: '' } // the links lead nowhere
  }
}
