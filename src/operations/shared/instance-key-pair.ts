/** What CreateInstanceKeyPair and UploadInstanceKeyPair share. */
import type { Call } from '../../dispatch/operation.ts'
import { getInstance, lockInstances } from '../../store/instances.ts'
import { addKeyPair, type RegionScope } from '../../store/key-pairs.ts'
import { attach } from '../../store/restart-queue.ts'
import { attachmentError } from './attachment.ts'

/** Adds a key pair to the region and attaches it to one server. Throws the error of either step. */
export async function addAndAttach(
  { db, now }: Call,
  scope: RegionScope,
  instanceId: string,
  keyPair: { name: string; publicKey: string; origin: 'Created' | 'Imported' }
): Promise<void> {
  await assertCanAttach({ db, now }, scope, instanceId)
  await addKeyPair(db, scope, { ...keyPair, madeForInstance: true, createdAt: now })
  for (const instance of await lockInstances(db, scope, [instanceId], now)) {
    const error = attachmentError(instance)
    if (error !== undefined) throw error
  }
  await attach(db, scope, { keyPairName: keyPair.name, instanceIds: [instanceId], now })
}

/** Throws if the server doesn't exist or can't get a key pair in its present state. */
export async function assertCanAttach(
  { db, now }: Pick<Call, 'db' | 'now'>,
  scope: RegionScope,
  instanceId: string
): Promise<void> {
  const error = attachmentError(await getInstance(db, scope, instanceId, now))
  if (error !== undefined) throw error
}
