/** The schema of a seed: accounts with their resources. */
import { type Static, Type } from 'typebox'
import { InstanceName, KeyPairName, RegionId, Tag } from '../operations/shared/shapes.ts'
import { defaultQuotas } from '../store/quotas.ts'

const region = Type.Optional(Type.String({ ...RegionId, description: 'The region; cn-hangzhou by default.' }))

const SeedAccessKey = Type.Object(
  {
    accessKeyId: Type.String({ description: 'Its id.', minLength: 1, maxLength: 128, examples: ['dev-ci'] }),
    accessKeySecret: Type.String({
      description: 'The secret for signatures.',
      minLength: 1,
      maxLength: 256,
      examples: ['secret']
    })
  },
  { title: 'SeedAccessKey', description: 'An AccessKey of the account.', additionalProperties: false }
)

const SeedQuota = Type.Object(
  {
    name: Type.String({
      title: 'QuotaName',
      description: 'The quota.',
      enum: Object.keys(defaultQuotas),
      examples: ['KeyPairs']
    }),
    regionId: Type.Optional(
      Type.String({ ...RegionId, description: 'The region of the limit; all regions by default.' })
    ),
    quota: Type.Integer({ description: 'The limit.', minimum: 0, maximum: 100_000, examples: [3] })
  },
  { title: 'SeedQuota', description: 'A limit that differs from the cloud’s.', additionalProperties: false }
)

const SeedKeyPair = Type.Object(
  {
    name: KeyPairName,
    regionId: region,
    publicKey: Type.Optional(
      Type.String({
        description: 'One OpenSSH line; without it, an Ed25519 key is derived from the seed’s number.',
        examples: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@laptop']
      })
    )
  },
  { title: 'SeedKeyPair', description: 'A key pair of the account.', additionalProperties: false }
)

const SeedServer = Type.Object(
  {
    name: InstanceName,
    regionId: region,
    imageId: Type.Optional(
      Type.String({
        description: 'An id of ListImages; Ubuntu 22.04 by default.',
        examples: ['5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a52']
      })
    ),
    planId: Type.Optional(
      Type.String({
        description: 'An id of ListPlans; 2 cores and 2 GiB by default.',
        examples: ['swas.s2.c2m2s50b4t08']
      })
    ),
    status: Type.Optional(
      Type.String({
        title: 'SeedServerStatus',
        description: 'Running by default.',
        enum: ['Running', 'Stopped'],
        examples: ['Running']
      })
    ),
    password: Type.Optional(Type.String({ description: 'Root’s password.', examples: ['Example-2026'] })),
    keyPair: Type.Optional(
      Type.String({ description: 'The name of the attached key pair, one of this seed.', examples: ['web'] })
    ),
    pendingRestart: Type.Optional(
      Type.Boolean({
        description: 'Whether the key pair takes effect only at the server’s next restart.',
        examples: [false]
      })
    ),
    tags: Type.Optional(Type.Array(Tag, { description: 'At most 20.', maxItems: 20 }))
  },
  { title: 'SeedServer', description: 'A server of the account.', additionalProperties: false }
)

export const SeedShape = Type.Object(
  {
    seed: Type.Optional(
      Type.Integer({
        description: 'The number from which ids and keys are derived; 0 by default.',
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        examples: [7]
      })
    ),
    accounts: Type.Array(
      Type.Object(
        {
          account: Type.String({
            description: 'The name of the account.',
            minLength: 1,
            maxLength: 128,
            examples: ['dev']
          }),
          accessKeys: Type.Optional(
            Type.Array(SeedAccessKey, { description: 'AccessKeys to register.', examples: [[]] })
          ),
          quotas: Type.Optional(Type.Array(SeedQuota, { description: 'Limits; they are set first.', examples: [[]] })),
          keyPairs: Type.Optional(Type.Array(SeedKeyPair, { description: 'Its key pairs.' })),
          servers: Type.Optional(Type.Array(SeedServer, { description: 'Its servers.' }))
        },
        { title: 'SeedAccount', description: 'An account and what it has.', additionalProperties: false }
      ),
      { description: 'Each account once.', maxItems: 1000 }
    )
  },
  { title: 'Seed', description: 'An initial state.', additionalProperties: false }
)

export type Seed = Static<typeof SeedShape>
export type SeedAccount = Seed['accounts'][number]
export const defaultRegion = 'cn-hangzhou'
