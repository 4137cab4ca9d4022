import { type RawBuilder, sql } from 'kysely'
import { quotaBelowUsed } from '../errors/index.ts'
import type { Db } from './db.ts'
import { accountColumn, isIn, type Scope } from './scope.ts'
import type { Tables } from './tables/index.ts'
import { whenViolated } from './violations.ts'

export type QuotaName = Tables['quotas']['name']

/**
 * The cloud's limits: 10 key pairs a region and account (CreateKeyPair), 20 servers an account (CreateInstances), 100
 * commands a region and account (ECS CreateCommand).
 */
export const defaultQuotas: Readonly<Record<QuotaName, number>> = { KeyPairs: 10, Instances: 20, Commands: 100 }

export interface QuotaScope {
  readonly account: string
  /** '' where the limit counts over all regions. */
  readonly regionId: string
  readonly name: QuotaName
}

export interface Quota extends QuotaScope {
  readonly used: number
  readonly quota: number
}

/** The limit that holds: the account's before everyone's, the region's before that of all. For `name` of `quotas`. */
const quotaOf = (account: RawBuilder<unknown>, regionId: RawBuilder<unknown>, name: QuotaName) => sql<number>`
  coalesce((
    select o.quota from quota_overrides o
    where o.name = ${sql.lit(name)} and o.account in ('', ${account}) and o.region_id in ('', ${regionId})
    order by o.account = '', o.region_id = '' limit 1
  ), ${sql.lit(defaultQuotas[name])})`

const limitOf = ({ account, regionId, name }: QuotaScope) =>
  quotaOf(sql`${account}::text`, sql`${regionId}::text`, name)

/**
 * A statement that counts `amount` more, and locks the counter's row until the transaction ends. Only if `condition`, a
 * `where`, holds. It violates the constraint quotas_not_exceeded where the limit would be exceeded.
 */
export const countMore = (scope: QuotaScope, amount: number, condition = sql``) => sql`
  insert into quotas as q (account, region_id, name, used, quota)
  select ${scope.account}, ${scope.regionId}, ${sql.lit(scope.name)}, ${amount}::integer, ${limitOf(scope)} ${condition}
  on conflict (account, region_id, name) do update set used = q.used + excluded.used`

/** How many more fit. */
export async function findRoom(db: Db, scope: QuotaScope): Promise<number> {
  const { rows } = await sql<{ room: number }>`
    select ${limitOf(scope)} - coalesce((
      select used from quotas where account = ${scope.account} and region_id = ${scope.regionId} and name = ${scope.name}
    ), 0) as room`.execute(db)
  return rows[0]?.room ?? 0
}

/** Gives `amount` back. The row is locked until the transaction ends, so that changes of one scope are in line. */
export async function giveBack(db: Db, scope: QuotaScope, amount: number): Promise<void> {
  await db
    .updateTable('quotas')
    .set({ used: sql<number>`used - ${sql.val(amount)}::integer` })
    .where((eb) => eb.and({ ...scope }))
    .execute()
}

/** What has been counted so far, in the order of account, limit and region. */
export async function listQuotas(db: Db, scope: Scope): Promise<Quota[]> {
  const query = db.selectFrom('quotas').selectAll().where(isIn(scope))
  return await query.orderBy('account').orderBy('name').orderBy('regionId').execute()
}

/** Where a limit is set. */
export interface LimitScope {
  readonly scope: Scope
  /** undefined: for all regions. */
  readonly regionId: string | undefined
  readonly name: QuotaName
}

/**
 * Sets a limit, or takes it back where `quota` is undefined. It locks a table until the transaction ends. Throws
 * quotaBelowUsed where an account uses more.
 */
export async function setQuota(transaction: Db, limit: LimitScope, quota: number | undefined): Promise<void> {
  // Whoever is counting for the first time has read the limit of before: it must be there before the rows are changed.
  await sql`lock table quotas in share row exclusive mode`.execute(transaction)
  const { scope, regionId: region = '', name } = limit
  const account = accountColumn(scope)
  if (quota === undefined)
    await sql`delete from quota_overrides where account = ${account} and region_id = ${region} and name = ${name}`.execute(
      transaction
    )
  else
    await sql`insert into quota_overrides (account, region_id, name, quota) values (${account}, ${region}, ${name}, ${quota})
      on conflict (account, region_id, name) do update set quota = excluded.quota`.execute(transaction)
  await renewQuotas(transaction, name).catch(whenViolated({ quotas_not_exceeded: quotaBelowUsed }))
}

/** Makes the limits hold for what has been counted so far. */
async function renewQuotas(db: Db, name: QuotaName): Promise<void> {
  const quota = quotaOf(sql`quotas.account`, sql`quotas.region_id`, name)
  await sql`update quotas set quota = ${quota} where name = ${name} and quota <> ${quota}`.execute(db)
}
