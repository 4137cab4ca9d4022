import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { invalid } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { listTags } from '../store/tags.ts'
import { named, text } from './shared/fields.ts'
import { ClientToken, distinct, exampleInstanceId, RegionId, scopeOf, Tag } from './shared/shapes.ts'
import { ResourceId, ResourceType } from './shared/tagging.ts'

const pageSize = 50

const exampleToken = Buffer.from(`${exampleInstanceId}:env`).toString('base64url')

const TagResource = Type.Object(
  {
    ResourceType: text('Always `ALIYUN::SWAS::INSTANCE`.', 'ALIYUN::SWAS::INSTANCE'),
    ResourceId: named.InstanceId,
    TagKey: text('The key of the tag.', 'env'),
    TagValue: text('The value of the tag.', 'test')
  },
  { title: 'TagResource', description: 'A tag of a server.' }
)

export const listTagResources = defineOperation({
  action: 'ListTagResources',
  route: 'GET /v1/regions/{RegionId}/tags',
  group: 'Tags',
  summary: 'Lists the tags of servers, 50 at a time.',
  writes: false,
  parameters: Type.Object({
    RegionId,
    ResourceType,
    ResourceId: Type.Optional(ResourceId),
    Tag: Type.Optional(Type.Array(Tag, { description: 'Only servers that have all of these tags.', maxItems: 20 })),
    NextToken: Type.Optional(text('The NextToken of the previous page.', exampleToken)),
    ClientToken
  }),
  result: Type.Object({
    NextToken: text('The token for the next page; empty on the last page.', exampleToken),
    TagResources: Type.Object(
      { TagResource: Type.Array(TagResource, { description: 'The tags of this page.' }) },
      {
        title: 'TagResources',
        description: 'The wrapper that the cloud puts around the list.'
      }
    )
  }),
  errors: [invalid.for('NextToken')],
  rules: [
    {
      rule: 'The list stands in a wrapper object, TagResource, unlike all other lists.',
      ...documented('ListTagResources')
    },
    { rule: 'A page holds 50 tags.', ...assumed('not documented') }
  ],
  async handle(call, parameters) {
    const { ResourceId, Tag = [], NextToken } = parameters
    const tags = await listTags(call.db, scopeOf(call, parameters), {
      instanceIds: ResourceId && distinct(ResourceId),
      tags: Tag.map(({ Key, Value }) => ({ key: Key, value: Value })),
      after: NextToken === undefined ? undefined : decode(NextToken),
      limit: pageSize + 1
    })
    const shown = tags.slice(0, pageSize)
    return {
      NextToken: tags.length > pageSize ? encode(shown[pageSize - 1]) : '',
      TagResources: {
        TagResource: shown.map(({ instanceId, tagKey, tagValue }) => ({
          ResourceType: 'ALIYUN::SWAS::INSTANCE',
          ResourceId: instanceId,
          TagKey: tagKey,
          TagValue: tagValue
        }))
      }
    }
  }
})

const encode = (last: { instanceId: string; tagKey: string } | undefined) =>
  Buffer.from(`${last?.instanceId}:${last?.tagKey}`).toString('base64url')

function decode(token: string): { instanceId: string; tagKey: string } {
  const [, instanceId, tagKey] =
    /^([0-9a-f]{32}):([^\0]+)$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? []
  if (instanceId === undefined || tagKey === undefined) throw invalid('NextToken')
  return { instanceId, tagKey }
}
