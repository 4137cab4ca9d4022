import type { Selectable } from 'kysely'
import type { Db } from './db.ts'
import { hasTag, type TagCondition } from './instance-list.ts'
import type { RegionScope } from './key-pairs.ts'
import type { Tables } from './tables/index.ts'

export type Tag = Readonly<Selectable<Tables['instanceTags']>>

/** Sets tags on servers; an existing key gets the new value. */
export async function setTags(db: Db, tags: readonly Tag[]): Promise<void> {
  await db
    .insertInto('instanceTags')
    .values([...tags])
    .onConflict((conflict) =>
      conflict.columns(['instanceId', 'tagKey']).doUpdateSet((eb) => ({ tagValue: eb.ref('excluded.tagValue') }))
    )
    .execute()
}

/** Removes the tags with `keys`, or all tags if `keys` is undefined. */
export async function removeTags(
  db: Db,
  instanceIds: readonly string[],
  keys: readonly string[] | undefined
): Promise<void> {
  const query = db.deleteFrom('instanceTags').where('instanceId', 'in', instanceIds)
  await (keys === undefined ? query : query.where('tagKey', 'in', keys)).execute()
}

export interface TagFilter {
  readonly instanceIds?: readonly string[] | undefined
  readonly tags?: readonly TagCondition[] | undefined
  /** The last tag of the previous page. */
  readonly after?: { instanceId: string; tagKey: string } | undefined
  readonly limit?: number
}

/** The tags of servers that have every tag of the filter, in the order of server and key. */
export async function listTags(db: Db, scope: RegionScope, filter: TagFilter): Promise<Tag[]> {
  let query = db
    .selectFrom('instanceTags')
    .innerJoin('instances', 'instances.instanceId', 'instanceTags.instanceId')
    .selectAll('instanceTags')
    .where((eb) => eb.and({ ...scope }))
  const { instanceIds, tags = [], after, limit } = filter
  if (instanceIds !== undefined) query = query.where('instanceTags.instanceId', 'in', instanceIds)
  for (const tag of tags) query = query.where(hasTag(tag))
  if (after !== undefined) {
    query = query.where((eb) =>
      eb(eb.refTuple('instanceTags.instanceId', 'tagKey'), '>', eb.tuple(after.instanceId, after.tagKey))
    )
  }
  if (limit !== undefined) query = query.limit(limit)
  return await query.orderBy('instanceTags.instanceId').orderBy('tagKey').execute()
}
