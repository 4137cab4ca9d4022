/** The files of servers that decide who may log on, where they really are: a user may have laid links. */
import type { Entry } from '../disk/entry.ts'
import { grow } from '../disk/tree-state.ts'
import type { Db } from '../store/database.ts'
import { listGuestFiles, listGuestPaths } from '../store/guest-files.ts'
import { authorizedKeysPath, imageFiles, logonPaths, sshdConfigPath } from './guest.ts'

export interface LogonFile {
  /** Where its text is, and where a new one belongs. */
  readonly path: string
  /** '' where there is none. */
  readonly text: string
}

export type LogonFiles = Readonly<Record<(typeof logonPaths)[number], LogonFile>>

const imageEntries = logonPaths.map(
  (path): Entry => ({ path, kind: 'file', mode: 0o644, content: Buffer.from(imageFiles[path]), modifiedAt: 0 })
)

/** `/root`, `/root/.ssh`, `/root/.ssh/authorized_keys`. */
const waysTo = (path: string) =>
  path
    .split('/')
    .slice(1)
    .map((_, index, names) => `/${names.slice(0, index + 1).join('/')}`)
/** What has to be known of a server to find its logon files. */
export const watched = [...new Set(logonPaths.flatMap(waysTo)), `${authorizedKeysPath}2`]

export async function readLogonFiles(db: Db, instanceIds: readonly string[]): Promise<Map<string, LogonFiles>> {
  const files = instanceIds.length === 0 ? [] : await listGuestFiles(db, instanceIds, watched)
  const result = new Map<string, LogonFiles>()
  for (const id of instanceIds) {
    const own = files.filter(({ instanceId }) => instanceId === id)
    const read = (path: string) => readLogonFile(db, id, own, path)
    result.set(id, {
      [authorizedKeysPath]: await read(authorizedKeysPath),
      [sshdConfigPath]: await read(sshdConfigPath)
    })
  }
  return result
}

/** Any file that sshd reads; `own` are the server's at the paths `watched`. */
export async function readLogonFile(
  db: Db,
  instanceId: string,
  own: readonly Entry[],
  path: string
): Promise<LogonFile> {
  const isPlain = watched.includes(path) && own.every(({ kind }) => kind !== 'link')
  return isPlain ? { path, text: textOf([...imageEntries, ...own], path) } : await follow(db, instanceId, path)
}

/** The last entry of a path is the one that holds. */
function textOf(entries: readonly Entry[], path: string): string {
  const entry = entries.findLast((one) => one.path === path)
  return entry?.kind === 'file' ? Buffer.from(entry.content).toString('utf8') : ''
}

async function follow(db: Db, instanceId: string, path: string): Promise<LogonFile> {
  const tree = grow(imageEntries, await listGuestPaths(db, instanceId), Date.now)
  let place: ReturnType<typeof tree.find>
  try {
    place = tree.find(path, 'open')
  } catch {
    return { path, text: '' } // the links lead nowhere
  }
  return {
    path: place.path,
    text: textOf([...imageEntries, ...(await listGuestFiles(db, [instanceId], [place.path]))], place.path)
  }
}
