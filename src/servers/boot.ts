import type { Entry } from '@swas-local/linux/disk/entry.ts'
import type { Db } from '../store/db.ts'
import { forgetDeleted, putEntries } from '../store/guest-files.ts'
import {
  changeInstance,
  type Instance,
  type InstanceStatus,
  startTransition,
  type TransitionDelay
} from '../store/instances.ts'
import { clearPendingKeyChanges, listPendingKeyChanges, type PendingKeyChange } from '../store/restart-queue.ts'
import { applyQueue, authorizedKeysPath, type Guest, sshdConfigPath, sshFolder } from './guest.ts'
import { type LogonFiles, readLogonFiles } from './logon-files.ts'

/** A boot: the states on the way to Running, their durations, and the start. */
export interface Boot extends TransitionDelay {
  readonly via: readonly InstanceStatus[]
  readonly now: Date
}

/** The logon files of each server, by its id. */
export async function readGuests(db: Db, instances: readonly Instance[]): Promise<Map<string, Guest>> {
  const ids = instances.map(({ instanceId }) => instanceId)
  const files = await readLogonFiles(db, ids)
  return new Map(
    instances.flatMap((instance) => {
      const found = files.get(instance.instanceId)
      return found === undefined ? [] : [[instance.instanceId, toGuest(instance, found)]]
    })
  )
}

const toGuest = ({ installedPublicKey }: Instance, files: LogonFiles): Guest => ({
  authorizedKeys: files[authorizedKeysPath].text,
  sshdConfig: files[sshdConfigPath].text,
  installedPublicKey
})

/**
 * Boots servers that the caller has locked: applies the queued changes of each, in order, makes a new root password
 * effective, and starts the transition to Running. Nothing can be queued for a server in transition, so it makes no
 * difference whether changes are applied now or at the end of the boot.
 */
export async function boot(db: Db, instances: readonly Instance[], { now, ...transition }: Boot): Promise<void> {
  const ids = instances.map(({ instanceId }) => instanceId)
  await forgetDeleted(db, ids)
  const changes = await listPendingKeyChanges(db, ids)
  const changed = instances.filter(
    ({ platform, pendingPasswordHash, instanceId }) =>
      platform === 'Linux' && (pendingPasswordHash !== null || ofServer(changes, instanceId).length > 0)
  )
  const files = await readLogonFiles(
    db,
    changed.map(({ instanceId }) => instanceId)
  )
  for (const instance of changed) {
    const { instanceId } = instance
    const before = files.get(instanceId)
    if (before === undefined) continue
    const own = ofServer(changes, instanceId)
    const after = applyQueue(toGuest(instance, before), own, instance)
    const entries = [
      ...(own.length > 0 ? keyEntries(before, after, now.getTime()) : []),
      ...configEntries(before, after, now.getTime())
    ]
    if (entries.length > 0) await putEntries(db, instanceId, entries)
    await changeInstance(db, instanceId, { installedPublicKey: after.installedPublicKey })
  }
  if (changes.length > 0) await clearPendingKeyChanges(db, ids)
  for (const { instanceId, pendingPasswordHash } of instances) {
    if (pendingPasswordHash === null) continue
    await changeInstance(db, instanceId, { passwordHash: pendingPasswordHash, pendingPasswordHash: null })
  }
  await startTransition(db, ids, { to: 'Running', ...transition, since: now })
}

const ofServer = (changes: readonly PendingKeyChange[], id: string) =>
  changes.filter(({ instanceId }) => instanceId === id)

const file = (path: string, mode: number, text: string, modifiedAt: number): Entry => ({
  path,
  kind: 'file',
  mode,
  content: Buffer.from(text),
  modifiedAt
})

/** These are written even if the disk is full. */
function keyEntries({ [authorizedKeysPath]: keys }: LogonFiles, { authorizedKeys }: Guest, at: number): Entry[] {
  const folder: Entry = { path: sshFolder, kind: 'directory', mode: 0o700, content: new Uint8Array(), modifiedAt: at }
  return [
    ...(keys.path === authorizedKeysPath ? [folder] : []), // another folder belongs to the user
    file(keys.path, 0o600, authorizedKeys, at)
  ]
}

const configEntries = ({ [sshdConfigPath]: config }: LogonFiles, { sshdConfig }: Guest, at: number): Entry[] =>
  sshdConfig === config.text ? [] : [file(config.path, config.mode, sshdConfig, at)]
