/** The JSON of quotas. */
import { Type } from 'typebox'
import { AccountQuery } from './account.ts'

const account = Type.String({ description: 'The account that it counts for.', examples: ['dev'] })
const quota = Type.Integer({ description: 'The limit.', minimum: 0, maximum: 100_000, examples: [10] })
const regionId = Type.String({
  description: 'The region where the limit holds. Default: all regions.',
  minLength: 1,
  examples: ['cn-hangzhou']
})

export const Quotas = Type.Object(
  {
    quotas: Type.Array(
      Type.Object(
        {
          name: Type.String({ description: '`KeyPairs`, `Instances` or `Commands`.', examples: ['KeyPairs'] }),
          account,
          regionId: Type.String({
            description: 'The region where it counts; empty if it counts over all regions.',
            examples: ['cn-hangzhou']
          }),
          used: Type.Integer({ description: 'The number in use.', examples: [9] }),
          quota
        },
        { title: 'Quota', description: 'A limit and the number in use.' }
      ),
      { description: 'The accounts and regions where anything has been counted.' }
    )
  },
  { title: 'Quotas', description: 'The limits of the account, or of all accounts.' }
)

export const QuotasQuery = Type.Object(
  {
    ...AccountQuery.properties,
    near: Type.Optional(
      Type.Integer({
        description: 'Returns only limits with at most this number free.',
        minimum: 0,
        maximum: 100_000,
        examples: [1]
      })
    )
  },
  { additionalProperties: false }
)

export const QuotaQuery = Type.Object(
  { ...AccountQuery.properties, regionId: Type.Optional(regionId) },
  { additionalProperties: false }
)

export const QuotaBody = Type.Object(
  { ...AccountQuery.properties, regionId: Type.Optional(regionId), quota },
  { title: 'QuotaChange', description: 'A limit in place of the cloud’s.', additionalProperties: false }
)

export const FillBody = Type.Object(
  {
    ...AccountQuery.properties,
    regionId: Type.String({
      description: 'Where the key pairs, servers or commands are made.',
      minLength: 1,
      examples: ['cn-hangzhou']
    }),
    room: Type.Integer({ description: 'The number to leave free.', minimum: 0, maximum: 100_000, examples: [1] })
  },
  { title: 'Fill', description: 'How far to fill a quota.', additionalProperties: false }
)

export const Filled = Type.Object(
  {
    made: Type.Array(Type.String(), { description: 'The names or ids of what was created.', examples: [['filler-1']] })
  },
  { title: 'Filled', description: 'What was created.' }
)
