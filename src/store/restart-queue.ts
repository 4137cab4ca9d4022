import { sql } from 'kysely'
import { keyPairNotFound } from '../errors/index.ts'
import type { Db } from './db.ts'
import type { RegionScope } from './key-pairs.ts'
import type { Tables } from './tables/index.ts'
import { whenViolated } from './violations.ts'

export interface PendingKeyChange {
  readonly instanceId: string
  readonly change: Tables['pendingKeyChanges']['change']
  readonly keyPairName: string
  readonly publicKey: string
  readonly requestedAt: Date
}

/**
 * Attaches the key pair to servers (locked by the caller, none of them Windows) and queues that for their next boot,
 * in one statement. Throws keyPairNotFound, also when the key pair is deleted meanwhile.
 */
export async function attach(
  db: Db,
  { account, regionId }: RegionScope,
  keyPairName: string,
  instanceIds: readonly string[],
  now: Date
): Promise<void> {
  const queued = await sql`
    with attached as (
      update instances set key_pair_name = ${keyPairName} where instance_id = any(${instanceIds}) returning instance_id
    )
    insert into pending_key_changes (instance_id, change, key_pair_name, public_key, requested_at)
    select a.instance_id, 'Attach', k.name, k.public_key, ${now}
    from attached a join key_pairs k
      on k.account = ${account} and k.region_id = ${regionId} and k.name = ${keyPairName}`
    .execute(db)
    .catch(whenViolated({ instances_key_pair: keyPairNotFound }))
  if (queued.numAffectedRows !== BigInt(instanceIds.length)) throw keyPairNotFound()
}

/** Detaches whatever key pair the servers (locked by the caller) have, and queues that for their next boot. */
export async function detach(db: Db, instanceIds: readonly string[], now: Date): Promise<void> {
  await sql`
    with queued as (
      insert into pending_key_changes (instance_id, change, key_pair_name, public_key, requested_at)
      select i.instance_id, 'Detach', k.name, k.public_key, ${now}
      from instances i join key_pairs k
        on k.account = i.account and k.region_id = i.region_id and k.name = i.key_pair_name
      where i.instance_id = any(${instanceIds})
    )
    update instances set key_pair_name = null where instance_id = any(${instanceIds})`.execute(db)
}

/** Queues a new root password, a hash, for the next boot of a server (locked by the caller), after what waits already. */
export async function queuePassword(db: Db, instanceId: string, passwordHash: string): Promise<void> {
  await sql`
    update instances set pending_password_hash = ${passwordHash}, pending_password_position =
      (select count(*) from pending_key_changes p where p.instance_id = instances.instance_id)
    where instance_id = ${instanceId}`.execute(db)
}

/** What the next boots will apply, in order. */
export async function listPendingKeyChanges(db: Db, instanceIds: readonly string[]): Promise<PendingKeyChange[]> {
  if (instanceIds.length === 0) return []
  return await db
    .selectFrom('pendingKeyChanges')
    .select(['instanceId', 'change', 'keyPairName', 'publicKey', 'requestedAt'])
    .where('instanceId', 'in', instanceIds)
    .orderBy('id')
    .execute()
}

export async function clearPendingKeyChanges(db: Db, instanceIds: readonly string[]): Promise<void> {
  await db.deleteFrom('pendingKeyChanges').where('instanceId', 'in', instanceIds).execute()
}
