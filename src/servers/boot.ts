import type { Db } from '../store/database.ts'
import { listGuestFiles, writeGuestFiles } from '../store/guest-files.ts'
import { changeInstance, type Instance, type InstanceStatus, move, type Pace } from '../store/instances.ts'
import { clearPendingKeyChanges, listPendingKeyChanges } from '../store/restart-queue.ts'
import { applyKeyChange, authorizedKeysPath, type Guest, imageFiles, logonPaths, sshdConfigPath } from './guest.ts'

/** How a boot happens: through which states, each for how long, from when. */
export interface Boot extends Pace {
  readonly via: readonly InstanceStatus[]
  readonly now: Date
}

/** The logon files of each server, by its id. */
export async function readGuests(db: Db, instances: readonly Instance[]): Promise<Map<string, Guest>> {
  const ids = instances.map(({ instanceId }) => instanceId)
  const files = ids.length === 0 ? [] : await listGuestFiles(db, ids, logonPaths)
  const text = (id: string, path: (typeof logonPaths)[number]) =>
    files.find((file) => file.instanceId === id && file.path === path)?.content.toString('utf8') ?? imageFiles[path]
  return new Map(
    instances.map(({ instanceId, installedPublicKey }) => [
      instanceId,
      {
        authorizedKeys: text(instanceId, authorizedKeysPath),
        sshdConfig: text(instanceId, sshdConfigPath),
        installedPublicKey
      }
    ])
  )
}

/**
 * Boots servers that the caller has locked: applies what is queued for each, in order, makes a new root password
 * effective, and sends them on their way to Running. Nothing can be queued for a server on its way, so that applying
 * now or at the end of the boot is the same.
 */
export async function boot(db: Db, instances: readonly Instance[], { now, ...way }: Boot): Promise<void> {
  const ids = instances.map(({ instanceId }) => instanceId)
  const changes = await listPendingKeyChanges(db, ids)
  const changed = instances.filter(({ instanceId }) => changes.some((change) => change.instanceId === instanceId))
  for (const [instanceId, guest] of await readGuests(db, changed)) {
    const after = changes.filter((change) => change.instanceId === instanceId).reduce(applyKeyChange, guest)
    const file = (path: string, text: string) => ({ instanceId, path, content: Buffer.from(text) })
    const files = [file(authorizedKeysPath, after.authorizedKeys), file(sshdConfigPath, after.sshdConfig)]
    await writeGuestFiles(db, files, now)
    await changeInstance(db, instanceId, { installedPublicKey: after.installedPublicKey })
  }
  if (changed.length > 0) await clearPendingKeyChanges(db, ids)
  for (const { instanceId, pendingPasswordHash } of instances) {
    if (pendingPasswordHash === null) continue
    await changeInstance(db, instanceId, { passwordHash: pendingPasswordHash, pendingPasswordHash: null })
  }
  await move(db, ids, { to: 'Running', ...way, since: now })
}
