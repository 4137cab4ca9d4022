import { sql } from 'kysely'
import { keyPairAttached, keyPairNameExists, keyPairNotFound, keyPairQuotaExceeded } from '../errors/index.ts'
import type { Db } from './db.ts'
import { findRoom, giveBack, type QuotaScope, quotaOf } from './quotas.ts'
import { whenViolated } from './violations.ts'

/** An account in a region: what key pairs and servers belong to. */
export interface RegionScope {
  readonly account: string
  readonly regionId: string
}

export interface KeyPair {
  readonly name: string
  readonly publicKey: string
  readonly origin: 'Created' | 'Imported'
  readonly createdAt: Date
}

export interface NewKeyPair extends KeyPair {
  readonly madeForInstance: boolean
}

/** A key pair with the ids of the servers it is attached to, at most 50 of them (ListKeyPairs). */
export interface ListedKeyPair extends KeyPair {
  readonly instanceIds: string[]
  /** Those of them on which no boot has installed it yet. */
  readonly pendingInstanceIds: string[]
}

const scopeOf = ({ account, regionId }: RegionScope): QuotaScope => ({ account, regionId, name: 'KeyPairs' })

/**
 * Adds a key pair and counts it, in one statement. The counter's row is taken first, so that calls of one account and
 * region wait for each other there and nowhere else. Throws keyPairNameExists or keyPairQuotaExceeded.
 */
export async function addKeyPair(db: Db, place: RegionScope, keyPair: NewKeyPair): Promise<void> {
  const { account, regionId } = place
  const { name, publicKey, origin, madeForInstance, createdAt } = keyPair
  // A name that is there already uses no quota, and is the better answer where the quota is full too.
  const added = await sql`
    with counted as (
      insert into quotas as q (account, region_id, name, used, quota)
      select ${account}, ${regionId}, 'KeyPairs', 1, ${quotaOf(sql`${account}::text`, sql`${regionId}::text`, 'KeyPairs')}
      where not exists (
        select from key_pairs where account = ${account} and region_id = ${regionId} and name = ${name}
      )
      on conflict (account, region_id, name) do update set used = q.used + 1
      returning 1
    )
    insert into key_pairs (account, region_id, name, public_key, origin, made_for_instance, created_at)
    select ${account}, ${regionId}, ${name}, ${publicKey}, ${origin}, ${madeForInstance}, ${createdAt} from counted`
    .execute(db)
    .catch(whenViolated({ quotas_not_exceeded: keyPairQuotaExceeded, key_pairs_pkey: keyPairNameExists }))
  if (added.numAffectedRows === 0n) throw keyPairNameExists()
}

/** For use before costly work only, since it promises nothing: throws what addKeyPair would throw now. */
export async function assertCanCreate(db: Db, place: RegionScope, name: string): Promise<void> {
  if ((await findKeyPair(db, place, name)) !== undefined) throw keyPairNameExists()
  if ((await findRoom(db, scopeOf(place))) <= 0) throw keyPairQuotaExceeded()
}

export async function findKeyPair(db: Db, place: RegionScope, name: string): Promise<KeyPair | undefined> {
  return await db
    .selectFrom('keyPairs')
    .select(['name', 'publicKey', 'origin', 'createdAt'])
    .where((eb) => eb.and({ ...place, name }))
    .executeTakeFirst()
}

/** Throws keyPairNotFound. */
export async function getKeyPair(db: Db, place: RegionScope, name: string): Promise<KeyPair> {
  const keyPair = await findKeyPair(db, place, name)
  if (keyPair === undefined) throw keyPairNotFound()
  return keyPair
}

export async function listKeyPairNames(db: Db, place: RegionScope): Promise<string[]> {
  const query = db.selectFrom('keyPairs').select('name')
  const rows = await query.where((eb) => eb.and({ ...place })).execute()
  return rows.map(({ name }) => name)
}

/** One page, newest first, and how many there are in all. */
export async function listKeyPairs(
  db: Db,
  place: RegionScope,
  page: { name: string | undefined; limit: number; offset: number }
): Promise<{ totalCount: number; keyPairs: ListedKeyPair[] }> {
  const { account, regionId } = place
  const matching = sql`account = ${account} and region_id = ${regionId}
    ${page.name === undefined ? sql`` : sql`and name = ${page.name}`}`
  // One array for both lists, with a mark on those that wait: a second one makes the statement slower by a tenth.
  const { rows } = await sql<KeyPair & { totalCount: number; servers: string[] }>`
    with matching as (select name, public_key, origin, created_at from key_pairs where ${matching}),
    page as (select * from matching order by created_at desc, name limit ${page.limit} offset ${page.offset})
    select total.total_count, page.*, array(
      select case when installed_public_key = page.public_key then instance_id else ${sql.lit(pendingMark)} || instance_id end
      from instances i
      where i.account = ${account} and i.region_id = ${regionId} and i.key_pair_name = page.name
      order by i.created_at, i.instance_id limit 50
    ) as servers
    from (select count(*)::integer as total_count from matching) total left join page on true
    order by page.created_at desc, page.name`.execute(db)
  return { totalCount: rows[0]?.totalCount ?? 0, keyPairs: rows.filter((row) => row.name !== null).map(toListed) }
}

const pendingMark = '!'

function toListed({ servers, ...keyPair }: KeyPair & { servers: string[] }): ListedKeyPair {
  const idOf = (server: string) => (server.startsWith(pendingMark) ? server.slice(pendingMark.length) : server)
  const pending = servers.filter((server) => server.startsWith(pendingMark))
  return { ...keyPair, instanceIds: servers.map(idOf), pendingInstanceIds: pending.map(idOf) }
}

/** Deletes all of them or none. Throws keyPairNotFound, or keyPairAttached when a server still has one attached. */
export async function deleteKeyPairs(db: Db, place: RegionScope, names: readonly string[]): Promise<void> {
  await giveBack(db, scopeOf(place), names.length).catch(whenViolated({ quotas_not_negative: keyPairNotFound }))
  const { numDeletedRows } = await db
    .deleteFrom('keyPairs')
    .where((eb) => eb.and({ ...place }))
    .where('name', 'in', names)
    .executeTakeFirst()
    .catch(whenViolated({ instances_key_pair: keyPairAttached }))
  if (numDeletedRows !== BigInt(names.length)) throw keyPairNotFound()
}

/** Takes the counter's row, for a transaction that will delete key pairs after it has locked servers. */
export async function lockKeyPairQuota(db: Db, place: RegionScope): Promise<void> {
  await giveBack(db, scopeOf(place), 0)
}

/**
 * Deletes a key pair that was made for one server, unless a server has it attached. Throws keyPairAttached when that
 * happens at this very moment.
 */
export async function deleteIfMadeForInstance(db: Db, place: RegionScope, name: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('keyPairs')
    .where((eb) => eb.and({ ...place, name, madeForInstance: true }))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('instances')
            .whereRef('instances.account', '=', 'keyPairs.account')
            .whereRef('instances.regionId', '=', 'keyPairs.regionId')
            .whereRef('instances.keyPairName', '=', 'keyPairs.name')
        )
      )
    )
    .executeTakeFirst()
    .catch(whenViolated({ instances_key_pair: keyPairAttached }))
  await giveBack(db, scopeOf(place), Number(numDeletedRows))
}
