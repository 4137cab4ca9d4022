/** A server as its sshd sees it when somebody knocks. */
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
  /** Whether somebody answers at all. */
  readonly isOpen: boolean
  readonly settings: SshdSettings
  /** Of the name that was given; undefined where the server knows none who may log on. */
  readonly user: User | undefined
  /** The user's, in the order in which sshd reads them. */
  readAuthorizedKeys(): Promise<{ readonly path: string; readonly text: string; readonly isTrusted: boolean }[]>
}

/** In one query, unless its files are elsewhere than usual. Undefined where there is no such server. */
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

/** As sshd, which takes nobody whose shell isn't there. */
const shells = new Set(['/bin/bash', '/bin/sh', '/usr/bin/bash', '/usr/bin/sh'])

/** Whether others may write to the file, or to the folders of the user that it is in. */
const isLoose = (entries: readonly Entry[], file: string, home: string): boolean =>
  entries.some(({ path, kind, mode }) => {
    const isOnTheWay = path === file || (file.startsWith(`${path}/`) && path.startsWith(home))
    return isOnTheWay && (kind === 'file' || kind === 'directory') && (mode & 0o022) !== 0
  })

export const isOpen = ({ platform, status }: LogonServer): boolean => platform === 'Linux' && status === 'Running'
