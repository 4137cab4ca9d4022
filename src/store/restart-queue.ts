import { sql } from 'kysely'
import { keyPairNotFound } from '../errors/index.ts'
import type { Db } from './db.ts'
import { insertSelect } from './insertion.ts'
import type { RegionScope } from './key-pairs.ts'
import { type PendingKeyChange, pendingKeyChangeColumns } from './tables/instances.ts'
import { whenViolated } from './violations.ts'

export type { PendingKeyChange }

/** A row for each server `i` and its key pair `k`. */
const queued = (change: PendingKeyChange['change'], requestedAt: Date) => ({
  instanceId: sql<string>`i.instance_id`,
  change: sql.lit(change),
  keyPairName: sql<string>`k.name`,
  publicKey: sql<string>`k.public_key`,
  requestedAt
})

export interface Attachment {
  readonly keyPairName: string
  readonly instanceIds: readonly string[]
  readonly now: Date
}

/**
 * Attaches the key pair to servers and queues its installation for their next boot, in one statement. The caller has
 * locked the servers, and none of them runs Windows. Throws keyPairNotFound, also if a parallel call deletes the key
 * pair.
 */
export async function attach(
  db: Db,
  { account, regionId }: RegionScope,
  { keyPairName, instanceIds, now }: Attachment
): Promise<void> {
  const attached = await sql`
    with attached as (
      update instances set key_pair_name = ${keyPairName} where instance_id = any(${instanceIds}) returning instance_id
    )
    ${insertSelect('pendingKeyChanges', queued('Attach', now))}
    from attached i join key_pairs k
      on k.account = ${account} and k.region_id = ${regionId} and k.name = ${keyPairName}`
    .execute(db)
    .catch(whenViolated({ instances_key_pair: keyPairNotFound }))
  if (attached.numAffectedRows !== BigInt(instanceIds.length)) throw keyPairNotFound()
}

/** Detaches the key pairs of servers, which the caller has locked, and queues their removal for the next boot. */
export async function detach(db: Db, instanceIds: readonly string[], now: Date): Promise<void> {
  await sql`
    with queued as (
      ${insertSelect('pendingKeyChanges', queued('Detach', now))}
      from instances i join key_pairs k
        on k.account = i.account and k.region_id = i.region_id and k.name = i.key_pair_name
      where i.instance_id = any(${instanceIds})
    )
    update instances set key_pair_name = null where instance_id = any(${instanceIds})`.execute(db)
}

/**
 * Queues a new root password for the next boot of a server, after the key changes that are queued already. The caller
 * has locked the server.
 */
export async function queuePassword(db: Db, instanceId: string, passwordHash: string): Promise<void> {
  await sql`
    update instances set pending_password_hash = ${passwordHash}, pending_password_position =
      (select count(*) from pending_key_changes p where p.instance_id = instances.instance_id)
    where instance_id = ${instanceId}`.execute(db)
}

/** The key changes that the servers' next boots will apply, in order. */
export async function listPendingKeyChanges(db: Db, instanceIds: readonly string[]): Promise<PendingKeyChange[]> {
  if (instanceIds.length === 0) return []
  return await db
    .selectFrom('pendingKeyChanges')
    .select(pendingKeyChangeColumns)
    .where('instanceId', 'in', instanceIds)
    .orderBy('id')
    .execute()
}

export async function clearPendingKeyChanges(db: Db, instanceIds: readonly string[]): Promise<void> {
  await db.deleteFrom('pendingKeyChanges').where('instanceId', 'in', instanceIds).execute()
}
