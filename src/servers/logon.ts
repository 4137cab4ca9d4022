/** A server as its sshd sees it when somebody knocks. */
import type { Entry } from '../disk/entry.ts'
import { readSshdConfig, type SshdSettings } from '../keys/sshd-config.ts'
import type { Db } from '../store/database.ts'
import { type LogonServer, readLogon } from '../store/logon.ts'
import { sshdConfigPath } from './guest.ts'
import { readLogonFile, watched } from './logon-files.ts'

export interface Logon {
  readonly server: LogonServer
  /** Whether somebody answers at all. */
  readonly isOpen: boolean
  readonly settings: SshdSettings
  /** Root's, in the order in which sshd reads them. */
  readAuthorizedKeys(): Promise<{ readonly path: string; readonly text: string; readonly isTrusted: boolean }[]>
}

/** In one query, unless its files are elsewhere than usual. Undefined where there is no such server. */
export async function openLogon(db: Db, instanceId: string, now: Date): Promise<Logon | undefined> {
  const found = await readLogon(db, instanceId, watched, now)
  if (found === undefined) return undefined
  const { server, entries } = found
  const read = (path: string) => readLogonFile(db, instanceId, entries, path)
  const settings = readSshdConfig((await read(sshdConfigPath)).text)
  return {
    server,
    isOpen: isOpen(server),
    settings,
    readAuthorizedKeys: () =>
      Promise.all(
        settings.authorizedKeysFiles.map(async (path) => ({
          text: (await read(path)).text,
          path,
          isTrusted: !settings.strictModes || !isLoose(entries, path)
        }))
      )
  }
}

/** Whether others may write to the file, or to the folders of root that it is in. */
const isLoose = (entries: readonly Entry[], file: string): boolean =>
  entries.some(({ path, kind, mode }) => {
    const isOnTheWay = path === file || (file.startsWith(`${path}/`) && path.startsWith('/root'))
    return isOnTheWay && (kind === 'file' || kind === 'directory') && (mode & 0o022) !== 0
  })

export const isOpen = ({ platform, status }: LogonServer): boolean => platform === 'Linux' && status === 'Running'
