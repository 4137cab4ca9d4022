import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { lockInstances } from '../store/instances.ts'
import { setTags } from '../store/tags.ts'
import { ClientToken, distinct, RegionId, scopeOf, Tag } from './shared/shapes.ts'
import { ResourceId, ResourceType } from './shared/tagging.ts'

export const tagResources = defineOperation({
  action: 'TagResources',
  route: 'POST /v1/regions/{RegionId}/tags',
  group: 'Tags',
  summary: 'Sets tags on servers; an existing key gets the new value.',
  writes: true,
  parameters: Type.Object({
    RegionId,
    ResourceType,
    ResourceId,
    Tag: Type.Array(Tag, { description: '1 to 20 tags.', minItems: 1, maxItems: 20 }),
    ClientToken
  }),
  result: Type.Object({}),
  errors: [instanceNotFound],
  rules: [
    {
      rule: 'At most 50 servers and 20 tags a call. Keys have up to 64 characters and don’t begin with aliyun, acs:, http:// or https://.',
      ...documented('TagResources')
    },
    { rule: 'If a server is unknown, the whole call fails.', ...assumed('not documented') }
  ],
  async handle(call, parameters) {
    const ids = distinct(parameters.ResourceId)
    await lockInstances(call.db, scopeOf(call, parameters), ids, call.now)
    const tags = new Map(parameters.Tag.map(({ Key, Value }) => [Key, Value ?? '']))
    await setTags(
      call.db,
      ids.flatMap((instanceId) => [...tags].map(([tagKey, tagValue]) => ({ instanceId, tagKey, tagValue })))
    )
    return {}
  }
})
