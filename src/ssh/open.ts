/** Makes the SSH server, and what the APIs say about logging on. */
import type { Guests } from '@swas-local/linux/types.ts'
import type { Config } from '../config/config.ts'
import { createHostKeys, findHostSecret } from '../servers/host-keys.ts'
import type { Logons } from '../servers/logons.ts'
import type { Db } from '../store/db.ts'
import type { Log } from './connection-info.ts'
import { createSshServer, type SshServer } from './server.ts'

export interface LogonOptions {
  readonly db: Db
  readonly encryptionKey: Buffer | undefined
  readonly now: () => Date
  readonly guests: Guests
  readonly log: Log
}

/** The SSH server doesn't listen yet. `ssh` is undefined if SSH_PORT is off. */
export async function openLogons(
  { ssh: place, authFailures }: Config,
  { encryptionKey, ...options }: LogonOptions
): Promise<{ ssh: SshServer | undefined; logons: Logons }> {
  const hostKeys = createHostKeys(await findHostSecret(options.db, encryptionKey))
  const ssh = place && createSshServer({ ...options, ...place, authFailures, hostKeys })
  return { ssh, logons: { hostKeys, place: () => ssh?.place() } }
}
