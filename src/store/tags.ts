import type { Db } from './db.ts'
import { hasTag, type TagCondition } from './instance-list.ts'
import type { RegionScope } from './key-pairs.ts'

export interface Tag {
  readonly instanceId: string
  readonly tagKey: string
  readonly tagValue: string
}

/** Sets tags on servers; a key that is there gets the new value. */
export async function setTags(db: Db, tags: readonly Tag[]): Promise<void> {
  await db
    .insertInto('instanceTags')
    .values([...tags])
    .onConflict((conflict) =>
      conflict.columns(['instanceId', 'tagKey']).doUpdateSet((eb) => ({ tagValue: eb.ref('excluded.tagValue') }))
    )
    .execute()
}

/** Takes the tags with `keys` away, or all of them when `keys` is undefined. */
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
  /** The last tag of the page before. */
  readonly after?: { instanceId: string; tagKey: string } | undefined
  readonly limit?: number
}

/** In the order of server and key. A tag is in when its server has every tag of the filter. */
export async function listTags(db: Db, place: RegionScope, filter: TagFilter): Promise<Tag[]> {
  let query = db
    .selectFrom('instanceTags')
    .innerJoin('instances', 'instances.instanceId', 'instanceTags.instanceId')
    .select(['instanceTags.instanceId', 'tagKey', 'tagValue'])
    .where((eb) => eb.and({ ...place }))
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
