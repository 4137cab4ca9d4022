/** How limits are written in JSON. */
import { Type } from 'typebox'
import { AccountQuery } from './document.ts'

const account = Type.String({ description: 'Whose it is.', examples: ['dev'] })
const quota = Type.Integer({ description: 'The limit.', minimum: 0, maximum: 100_000, examples: [10] })
const regionId = Type.String({
  description: 'Where it counts; all regions where it is left out.',
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
            description: 'Where it counts; empty where that is over all regions.',
            examples: ['cn-hangzhou']
          }),
          used: Type.Integer({ description: 'How much there is.', examples: [9] }),
          quota
        },
        { title: 'Quota', description: 'What is used of a limit.' }
      ),
      { description: 'Where anything was ever counted.' }
    )
  },
  { title: 'Quotas', description: 'The limits of the account, or of all.' }
)

export const QuotasQuery = Type.Object(
  {
    ...AccountQuery.properties,
    near: Type.Optional(
      Type.Integer({
        description: 'Only those with so much room or less.',
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
  { title: 'QuotaChange', description: 'Another limit than the cloud’s.', additionalProperties: false }
)

export const FillBody = Type.Object(
  {
    ...AccountQuery.properties,
    regionId: Type.String({
      description: 'Where the key pairs, servers or commands are made.',
      minLength: 1,
      examples: ['cn-hangzhou']
    }),
    room: Type.Integer({ description: 'How many more shall fit.', minimum: 0, maximum: 100_000, examples: [1] })
  },
  { title: 'Fill', description: 'How far.', additionalProperties: false }
)

export const Filled = Type.Object(
  { made: Type.Array(Type.String(), { description: 'The names or ids of what was made.', examples: [['filler-1']] }) },
  { title: 'Filled', description: 'What was made.' }
)
