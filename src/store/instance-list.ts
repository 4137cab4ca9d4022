import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { instanceNotFound } from '../errors/index.ts'
import type { Db } from './db.ts'
import { type Instance, type InstanceStatus, statusAt } from './instances.ts'
import type { RegionScope } from './key-pairs.ts'
import type { Tables } from './tables/index.ts'
import { instanceColumns } from './tables/instances.ts'

export interface InstanceFilter {
  readonly instanceIds?: readonly string[] | undefined
  readonly publicIpAddresses?: readonly string[] | undefined
  readonly status?: string | undefined
  /** `*` stands for any characters. */
  readonly instanceName?: string | undefined
  readonly tags?: readonly TagCondition[] | undefined
  /** Only servers with key changes or a password that wait for a boot. */
  readonly awaitingRestart?: boolean
}

/** A tag that a server must have, with any value if `value` is undefined. */
export interface TagCondition {
  readonly key: string
  readonly value: string | undefined
}

/** Whether the row's server has the tag. */
export const hasTag =
  ({ key, value }: TagCondition) =>
  (eb: ExpressionBuilder<Tables, 'instances'>): Expression<SqlBool> => {
    const tagged = eb
      .selectFrom('instanceTags as t')
      .whereRef('t.instanceId', '=', 'instances.instanceId')
      .where('t.tagKey', '=', key)
    return eb.exists(value === undefined ? tagged : tagged.where('t.tagValue', '=', value))
  }

const likePattern = (wildcard: string) => wildcard.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%')

function matching(db: Db, scope: RegionScope, filter: InstanceFilter, now: Date) {
  let query = db.selectFrom('instances').where((eb) => eb.and({ ...scope }))
  const { instanceIds, publicIpAddresses, status, instanceName, tags = [] } = filter
  if (instanceIds !== undefined) query = query.where('instanceId', 'in', instanceIds)
  if (publicIpAddresses !== undefined) query = query.where('publicIpAddress', 'in', publicIpAddresses)
  if (status !== undefined) query = query.where(statusAt(now), '=', sql.val(status as InstanceStatus))
  if (instanceName !== undefined) query = query.where('instanceName', 'like', likePattern(instanceName))
  for (const tag of tags) query = query.where(hasTag(tag))
  if (filter.awaitingRestart) {
    query = query.where((eb) =>
      eb.or([
        eb('pendingPasswordHash', 'is not', null),
        eb.exists(eb.selectFrom('pendingKeyChanges as p').whereRef('p.instanceId', '=', 'instances.instanceId'))
      ])
    )
  }
  return query
}

/** One page, newest first, and the number of all matching servers. Throws instanceNotFound if an id doesn't exist. */
export async function listInstances(
  db: Db,
  scope: RegionScope,
  filter: InstanceFilter,
  page: { limit: number; offset: number; now: Date }
): Promise<{ totalCount: number; instances: Instance[] }> {
  await rejectUnknown(db, scope, filter.instanceIds ?? [])
  const query = matching(db, scope, filter, page.now)
  const { totalCount } = await query.select((eb) => eb.fn.countAll<string>().as('totalCount')).executeTakeFirstOrThrow()
  const instances = await query
    .select([...instanceColumns.api, statusAt(page.now).as('status')])
    .orderBy('createdAt', 'desc')
    .orderBy('instanceId')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { totalCount: Number(totalCount), instances }
}

async function rejectUnknown(db: Db, scope: RegionScope, instanceIds: readonly string[]): Promise<void> {
  if (instanceIds.length === 0) return
  const { found } = await db
    .selectFrom('instances')
    .select((eb) => eb.fn.countAll<string>().as('found'))
    .where((eb) => eb.and({ ...scope }))
    .where('instanceId', 'in', instanceIds)
    .executeTakeFirstOrThrow()
  if (Number(found) !== instanceIds.length) throw instanceNotFound()
}
