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
  summary: 'Removes tags from servers.',
  writes: true,
  parameters: Type.Object({
    RegionId,
    ResourceType,
    ResourceId,
    TagKey: Type.Optional(
      Type.Array(text('The key of a tag.', 'env'), {
        description: 'The keys of the tags to remove, up to 20.',
        maxItems: 20
      })
    ),
    All: Type.Boolean({
      description: 'Whether all tags are removed; has no effect together with TagKey.',
      default: false
    }),
    ClientToken
  }),
  result: Type.Object({}),
  errors: [instanceNotFound, missing.for('TagKey')],
  rules: [
    { rule: 'All has no effect together with TagKey.', ...documented('UntagResources') },
    { rule: 'A call with neither TagKey nor All fails with MissingTagKey.', ...assumed('not documented') }
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
