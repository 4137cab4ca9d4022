import { type Selectable, sql } from 'kysely'
import { keyPairAttached, keyPairNameExists, keyPairNotFound, keyPairQuotaExceeded } from '../errors/index.ts'
import type { Db } from './db.ts'
import { insertSelect } from './insertion.ts'
import { countMore, findRoom, giveBack, type QuotaScope } from './quotas.ts'
import type { Tables } from './tables/index.ts'
import { type KeyPair, keyPairColumns } from './tables/key-pairs.ts'
import { whenViolated } from './violations.ts'

export type { KeyPair }

/** Key pairs, servers and commands belong to an account in a region. */
export interface RegionScope {
  readonly account: string
  readonly regionId: string
}

export type NewKeyPair = Readonly<Omit<Selectable<Tables['keyPairs']>, keyof RegionScope>>

export interface ListedKeyPair extends KeyPair {
  /** The servers that the key pair is attached to, the first 50 of them (ListKeyPairs). */
  readonly instanceIds: string[]
  /** The servers among `instanceIds` that haven't booted since, so that the key pair isn't installed yet. */
  readonly pendingInstanceIds: string[]
}

const quotaScopeOf = ({ account, regionId }: RegionScope): QuotaScope => ({ account, regionId, name: 'KeyPairs' })

/**
 * Adds a key pair and counts it, in one statement. The statement locks the counter's row first, so that parallel calls
 * of one account and region wait for each other there and nowhere else. Throws keyPairNameExists or
 * keyPairQuotaExceeded.
 */
export async function addKeyPair(db: Db, scope: RegionScope, keyPair: NewKeyPair): Promise<void> {
  const { account, regionId } = scope
  const { name } = keyPair
  // An existing name uses no quota: if the quota is full as well, the caller hears about the name.
  const isNew = sql`where not exists (
    select from key_pairs where account = ${account} and region_id = ${regionId} and name = ${name}
  )`
  const added = await sql`
    with counted as (
      ${countMore(quotaScopeOf(scope), 1, isNew)}
      returning 1
    )
    ${insertSelect('keyPairs', { account, regionId, ...keyPair })} from counted`
    .execute(db)
    .catch(whenViolated({ quotas_not_exceeded: keyPairQuotaExceeded, key_pairs_pkey: keyPairNameExists }))
  if (added.numAffectedRows === 0n) throw keyPairNameExists()
}

/**
 * Throws what addKeyPair would throw now. It reserves nothing, so use it only to skip costly work that would be in
 * vain.
 */
export async function assertCanCreate(db: Db, scope: RegionScope, name: string): Promise<void> {
  if ((await findKeyPair(db, scope, name)) !== undefined) throw keyPairNameExists()
  if ((await findRoom(db, quotaScopeOf(scope))) <= 0) throw keyPairQuotaExceeded()
}

async function findKeyPair(db: Db, scope: RegionScope, name: string): Promise<KeyPair | undefined> {
  return await db
    .selectFrom('keyPairs')
    .select(keyPairColumns)
    .where((eb) => eb.and({ ...scope, name }))
    .executeTakeFirst()
}

/** Throws keyPairNotFound. */
export async function getKeyPair(db: Db, scope: RegionScope, name: string): Promise<KeyPair> {
  const keyPair = await findKeyPair(db, scope, name)
  if (keyPair === undefined) throw keyPairNotFound()
  return keyPair
}

export async function listKeyPairNames(db: Db, scope: RegionScope): Promise<string[]> {
  const query = db.selectFrom('keyPairs').select('name')
  const rows = await query.where((eb) => eb.and({ ...scope })).execute()
  return rows.map(({ name }) => name)
}

/** One page, newest first, and the number of all matching key pairs. */
export async function listKeyPairs(
  db: Db,
  scope: RegionScope,
  page: { name: string | undefined; limit: number; offset: number }
): Promise<{ totalCount: number; keyPairs: ListedKeyPair[] }> {
  const { account, regionId } = scope
  const matching = sql`account = ${account} and region_id = ${regionId}
    ${page.name === undefined ? sql`` : sql`and name = ${page.name}`}`
  // One array for both lists, in which a mark stands before pending servers: a second array costs a tenth more time.
  const { rows } = await sql<KeyPair & { totalCount: number; servers: string[] }>`
    with matching as (select ${sql.join(keyPairColumns.map((column) => sql.ref(column)))} from key_pairs where ${matching}),
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

/** Deletes all of `names` or none. Throws keyPairNotFound, or keyPairAttached if a server has one of them attached. */
export async function deleteKeyPairs(db: Db, scope: RegionScope, names: readonly string[]): Promise<void> {
  await giveBack(db, quotaScopeOf(scope), names.length).catch(whenViolated({ quotas_not_negative: keyPairNotFound }))
  const { numDeletedRows } = await db
    .deleteFrom('keyPairs')
    .where((eb) => eb.and({ ...scope }))
    .where('name', 'in', names)
    .executeTakeFirst()
    .catch(whenViolated({ instances_key_pair: keyPairAttached }))
  if (numDeletedRows !== BigInt(names.length)) throw keyPairNotFound()
}

/** Locks the counter's row. A transaction that locks servers and then deletes key pairs calls this first. */
export async function lockKeyPairQuota(db: Db, scope: RegionScope): Promise<void> {
  await giveBack(db, quotaScopeOf(scope), 0)
}

/**
 * Deletes the key pair if it was made for one server and no server has it attached. Throws keyPairAttached if a
 * parallel call attaches it at this moment.
 */
export async function deleteIfMadeForInstance(db: Db, scope: RegionScope, name: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('keyPairs')
    .where((eb) => eb.and({ ...scope, name, madeForInstance: true }))
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
  await giveBack(db, quotaScopeOf(scope), Number(numDeletedRows))
}
