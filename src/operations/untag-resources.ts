import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound, missing } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { lockInstances } from '../store/instances.ts'
import { removeTags } from '../store/tags.ts'
import { text } from './shared/fields.ts'
import { ClientToken, distinct, RegionId, scopeOf } from './shared/shapes.ts'
import { ResourceId, ResourceType } from './shared/tagging.ts'

export const untagResources = defineOperation({
  action: 'UntagResources',
  route: 'DELETE /v1/regions/{RegionId}/tags',
  group: 'Tags',
  summary: 'Takes tags away from servers.',
  writes: true,
  parameters: Type.Object({
    RegionId,
    ResourceType,
    ResourceId,
    TagKey: Type.Optional(Type.Array(text('A key.', 'env'), { description: 'The keys, up to 20.', maxItems: 20 })),
    All: Type.Boolean({ description: 'Whether all tags go; counts only without TagKey.', default: false }),
    ClientToken
  }),
  result: Type.Object({}),
  errors: [instanceNotFound, missing.for('TagKey')],
  rules: [
    { rule: 'All counts only without TagKey.', ...documented('UntagResources') },
    { rule: 'Neither TagKey nor All is MissingTagKey.', ...assumed('not documented') }
  ],
  async handle(call, parameters) {
    const { TagKey, All } = parameters
    if (TagKey === undefined && !All) throw missing('TagKey')
    const ids = distinct(parameters.ResourceId)
    await lockInstances(call.db, scopeOf(call, parameters), ids, call.now)
    await removeTags(call.db, ids, TagKey)
    return {}
  }
})
