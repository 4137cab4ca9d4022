/** The two files of a server that decide who may log on, and how its restarts change them. Pure. */
import { sshdConfig } from '@swas-local/linux/disk/image/sshd-config.ts'
import { addLine, removeLine } from '../keys/authorized-keys.ts'
import { withPasswordAuthentication } from '../keys/sshd-config.ts'
import type { Instance } from '../store/instances.ts'
import type { PendingKeyChange } from '../store/restart-queue.ts'

export const sshFolder = '/root/.ssh'
export const authorizedKeysPath = '/root/.ssh/authorized_keys'
export const sshdConfigPath = '/etc/ssh/sshd_config'
export const logonPaths = [authorizedKeysPath, sshdConfigPath] as const

/** The files of a new server: no key, and password logon on, though root has no password yet. */
export const imageFiles: Readonly<Record<(typeof logonPaths)[number], string>> = {
  [authorizedKeysPath]: '',
  [sshdConfigPath]: sshdConfig
}

type PendingPassword = Pick<Instance, 'pendingPasswordHash' | 'pendingPasswordPosition'>

export interface Guest {
  readonly authorizedKeys: string
  readonly sshdConfig: string
  /** The line that the service itself last added to authorized_keys. */
  readonly installedPublicKey: string | null
}

/**
 * The server after one queued change. Attaching adds the key, removes the one that it replaces, and turns password
 * logon off. Detaching removes exactly that key and leaves password logon off. Lines that a user added by hand stay.
 */
function applyKeyChange(guest: Guest, { change, publicKey }: Pick<PendingKeyChange, 'change' | 'publicKey'>): Guest {
  const { installedPublicKey } = guest
  const kept = installedPublicKey === null ? guest.authorizedKeys : removeLine(guest.authorizedKeys, installedPublicKey)
  if (change === 'Detach') return { ...guest, authorizedKeys: kept, installedPublicKey: null }
  return {
    authorizedKeys: addLine(kept, publicKey),
    sshdConfig: withPasswordAuthentication(guest.sshdConfig, 'no'),
    installedPublicKey: publicKey
  }
}

/**
 * The server after a boot: queued changes take effect in the order in which they were requested. A new password turns
 * password logon on, whatever turned it off before.
 */
export function applyQueue(
  guest: Guest,
  changes: readonly Pick<PendingKeyChange, 'change' | 'publicKey'>[],
  { pendingPasswordHash, pendingPasswordPosition: position }: PendingPassword
): Guest {
  if (pendingPasswordHash === null) return changes.reduce(applyKeyChange, guest)
  const before = changes.slice(0, position).reduce(applyKeyChange, guest)
  const withPassword = { ...before, sshdConfig: withPasswordAuthentication(before.sshdConfig, 'yes') }
  return changes.slice(position).reduce(applyKeyChange, withPassword)
}
