/** The step that CreateInstanceKeyPair and UploadInstanceKeyPair share. */
import type { Call } from '../../dispatch/operation.ts'
import { getInstance, lockInstances } from '../../store/instances.ts'
import { addKeyPair, type RegionScope } from '../../store/key-pairs.ts'
import { attach } from '../../store/restart-queue.ts'
import { assertCanAttach } from './attachment.ts'

/** Adds a key pair to the region and attaches it to the one server. Throws what refuses either. */
export async function addAndAttach(
  { db, now }: Call,
  scope: RegionScope,
  instanceId: string,
  keyPair: { name: string; publicKey: string; origin: 'Created' | 'Imported' }
): Promise<void> {
  await rejectInstance({ db, now }, scope, instanceId)
  await addKeyPair(db, scope, { ...keyPair, madeForInstance: true, createdAt: now })
  for (const instance of await lockInstances(db, scope, [instanceId], now)) {
    const refusal = assertCanAttach(instance)
    if (refusal !== undefined) throw refusal
  }
  await attach(db, scope, keyPair.name, [instanceId], now)
}

/** Throws when the server isn't there or can't take a key pair now. */
export async function rejectInstance(
  { db, now }: Pick<Call, 'db' | 'now'>,
  scope: RegionScope,
  instanceId: string
): Promise<void> {
  const refusal = assertCanAttach(await getInstance(db, scope, instanceId, now))
  if (refusal !== undefined) throw refusal
}
