/** The server, user and settings that decide a logon attempt. */
import type { Entry } from '@swas-local/linux/disk/entry.ts'
import { imageEntries } from '@swas-local/linux/disk/image/index.ts'
import { findUser, type User } from '@swas-local/linux/disk/users.ts'
import { authorizedKeysFilesOf, readSshdConfig, type SshdSettings } from '../keys/sshd-config.ts'
import type { Db } from '../store/db.ts'
import { type LogonServer, readLogon } from '../store/logon.ts'
import { distributionOf } from './distribution.ts'
import { sshdConfigPath } from './guest.ts'
import { passwdPath, readLogonFile, watched } from './logon-files.ts'

export interface Logon {
  readonly server: LogonServer
  /** Whether the server accepts SSH connections now. */
  readonly isOpen: boolean
  readonly settings: SshdSettings
  /** The user of this name; undefined if the server has none with a login shell. */
  readonly user: User | undefined
  /** The user's authorized_keys files, in the order in which sshd reads them. */
  readAuthorizedKeys(): Promise<{ readonly path: string; readonly text: string; readonly isTrusted: boolean }[]>
}

/** Takes one query, and further ones if the files are in unusual places. undefined if there is no such server. */
export async function openLogon(db: Db, instanceId: string, name: string, now: Date): Promise<Logon | undefined> {
  const found = await readLogon(db, instanceId, watched, now)
  if (found === undefined) return undefined
  const { server, entries } = found
  const image = imageEntries(distributionOf(server.imageId)).filter(({ path }) => watched.includes(path))
  const read = (path: string) => readLogonFile(db, { instanceId, own: entries, image }, path)
  const user = findUser((await read(passwdPath)).text, name)
  const settings = readSshdConfig((await read(sshdConfigPath)).text)
  return {
    server,
    isOpen: isOpen(server),
    settings,
    user: user !== undefined && shells.has(user.shell) ? user : undefined,
    readAuthorizedKeys: () =>
      Promise.all(
        (user === undefined ? [] : authorizedKeysFilesOf(settings, user)).map(async (path) => ({
          text: (await read(path)).text,
          path,
          isTrusted: !settings.strictModes || !isLoose(entries, path, user?.home ?? '/')
        }))
      )
  }
}

/** The shells that servers have. sshd refuses a user with any other. */
const shells = new Set(['/bin/bash', '/bin/sh', '/usr/bin/bash', '/usr/bin/sh'])

/** Whether others may write to the file, or to the folders of the user that it is in. */
const isLoose = (entries: readonly Entry[], file: string, home: string): boolean =>
  entries.some(({ path, kind, mode }) => {
    const isOnTheWay = path === file || (file.startsWith(`${path}/`) && path.startsWith(home))
    return isOnTheWay && (kind === 'file' || kind === 'directory') && (mode & 0o022) !== 0
  })

export const isOpen = ({ platform, status }: LogonServer): boolean => platform === 'Linux' && status === 'Running'
