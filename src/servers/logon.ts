/** A server as its sshd sees it when somebody knocks. */
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
  readAuthorizedKeys(): Promise<{ readonly path: string; readonly text: string }[]>
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
    readAuthorizedKeys: () => Promise.all(settings.authorizedKeysFiles.map(read))
  }
}

export const isOpen = ({ platform, status }: LogonServer): boolean => platform === 'Linux' && status === 'Running'
