/** Parameters and results that several operations share, and the functions that fill them. */
import { Type } from 'typebox'
import { regions } from '../../catalog/regions.ts'
import type { RegionScope } from '../../store/key-pairs.ts'

/** Chinese characters as a character class that the regular expressions of every language accept. */
export const han = '々〇㐀-䶿一-鿿豈-龎'

export const regionIds = regions.map(({ regionId }) => regionId)

export const RegionId = Type.String({
  title: 'RegionId',
  description: 'The id of the region, from ListRegions.',
  examples: ['cn-hangzhou'],
  enum: regionIds,
  'x-swas-error': 'InvalidRegionId.NotFound'
})

/**
 * The region of an operation whose reply is the same in all regions. Terraform's data source of images never sends it,
 * and the data source's acceptance tests ran against the cloud.
 */
export const OptionalRegionId = Type.Optional(RegionId)

// No example on purpose: a caller who copies it would get the reply of the caller who copied it before.
export const ClientToken = Type.Optional(
  Type.String({
    description:
      'Makes the call idempotent: repeat it with the same token and parameters within 24 hours and you get the first reply; the work is done once. ASCII, at most 64 characters, case-sensitive.',
    pattern: '^[ -~]{1,64}$',
    'x-swas-error': 'InvalidClientToken.ValueNotSupported'
  })
)

export const KeyPairName = Type.String({
  description:
    'The name of a key pair: 2 to 64 characters. The first one is a letter or a Chinese character; digits, colons, underscores and hyphens may follow. Unique in a region of an account, case-sensitive.',
  pattern: `^[A-Za-z${han}][A-Za-z0-9${han}:_-]{1,63}$`,
  examples: ['my-key'],
  'x-swas-error': 'InvalidKeyPairName.Malformed',
  'x-swas-detail':
    'It must have 2 to 64 characters: first a letter or a Chinese character, then letters, Chinese characters, digits, colons (:), underscores (_) and hyphens (-).'
})

export const examplePublicKey =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@laptop'

/** A public key to import. */
export const PublicKeyLine = Type.String({
  description: 'The public key as one OpenSSH line: type, base64, optional comment. At most 16 KiB.',
  examples: [examplePublicKey],
  'x-swas-error': 'InvalidPublicKeyBody.Malformed'
})

export const exampleInstanceId = 'ace0706b2ac4454d984295a94213aa11'

export const InstanceId = Type.String({
  description: 'The id of a server: 32 lower-case hexadecimal digits.',
  examples: [exampleInstanceId],
  minLength: 1
})

/** DeleteKeyPairs, AttachKeyPair: the pages say at most 50 a call (the metadata's schema says 100). */
export const batchLimit = 50

/** For a parameter whose wrong value is the cloud's error `Invalid….ValueNotSupported`. */
export const valueError = { 'x-swas-error': 'Invalid{}.ValueNotSupported' }

/** The name of a server. */
export const InstanceName = Type.String({
  description:
    'The name of the server: 2 to 128 characters. The first one is a letter or a Chinese character; digits, colons, periods, underscores and hyphens may follow.',
  pattern: `^[A-Za-z${han}][A-Za-z0-9${han}:._-]{1,127}$`,
  examples: ['web-1'],
  ...valueError,
  'x-swas-detail':
    'It must have 2 to 128 characters: first a letter or a Chinese character, then letters, Chinese characters, digits, colons (:), periods (.), underscores (_) and hyphens (-).'
})

export const InstanceIds = Type.Array(InstanceId, {
  description: 'The ids of 1 to 50 servers.',
  minItems: 1,
  maxItems: batchLimit,
  ...valueError
})

/** Starting, stopping and rebooting several servers: up to 100 a call. */
export const ManyInstanceIds = Type.Array(InstanceId, {
  description: 'The ids of 1 to 100 servers; in RPC one JSON array.',
  minItems: 1,
  maxItems: 100,
  ...valueError
})

/** A filter of ListInstances and ListInstanceStatus. */
export const OnlyInstanceIds = Type.Optional(
  Type.Array(InstanceId, {
    description: 'Only these servers, 1 to 100; in RPC one JSON array.',
    maxItems: 100,
    ...valueError
  })
)

export const PageNumber = Type.Integer({
  description: 'The page, counted from 1 to 1000.',
  minimum: 1,
  maximum: 1000,
  default: 1
})

export const PageSize = Type.Integer({
  description: 'How many entries a page holds, 1 to 100.',
  minimum: 1,
  maximum: 100,
  default: 10
})

export const page = ({ PageNumber, PageSize }: { PageNumber: number; PageSize: number }) => ({
  limit: PageSize,
  offset: (PageNumber - 1) * PageSize
})

export const paging = {
  TotalCount: Type.Integer({ description: 'The number of entries on all pages.', examples: [1] }),
  PageNumber: Type.Integer({ description: 'The number of this page, counted from 1.', examples: [1] }),
  PageSize: Type.Integer({ description: 'How many entries a page holds at most.', examples: [10] })
}

export const scopeOf = ({ account }: { account: string }, { RegionId }: { RegionId: string }): RegionScope => ({
  account,
  regionId: RegionId
})

/** Without duplicates, in the order of the request. */
export const distinct = (values: readonly string[]): string[] => [...new Set(values)]

export const Tag = Type.Object(
  {
    Key: Type.String({
      description: '1 to 64 characters. It doesn’t begin with `aliyun`, `acs:`, `http://` or `https://`.',
      examples: ['env'],
      minLength: 1,
      maxLength: 64,
      pattern: '^(?!([Aa][Ll][Ii][Yy][Uu][Nn]|[Aa][Cc][Ss]:|[Hh][Tt][Tt][Pp][Ss]?://))'
    }),
    Value: Type.Optional(
      Type.String({
        description: 'Up to 64 characters, by default empty. It doesn’t begin with `http://` or `https://`.',
        examples: ['test'],
        maxLength: 64,
        pattern: '^(?![Hh][Tt][Tt][Pp][Ss]?://)'
      })
    )
  },
  { title: 'Tag', description: 'A tag of a server.', additionalProperties: false }
)

export const ChargeType = Type.String({
  title: 'ChargeType',
  description: 'The payment of servers: subscription only.',
  enum: ['PrePaid'],
  default: 'PrePaid',
  ...valueError
})

/** All states of the cloud. A server of this service is never Upgrading or Disabled. */
export const InstanceStatus = Type.String({
  title: 'InstanceStatus',
  description: 'The state of a server.',
  examples: ['Running'],
  enum: ['Pending', 'Starting', 'Running', 'Stopping', 'Stopped', 'Resetting', 'Upgrading', 'Disabled'],
  ...valueError
})

/** A pattern can't say the whole rule: `servers/password.ts` checks it. */
export const Password = Type.String({
  description:
    'Root’s password: 8 to 30 characters of at least three classes: lower-case letters, capitals, digits, special characters.',
  examples: ['Example-2026']
})

/** `yyyy-MM-ddTHH:mm:ssZ`, UTC: the API's format except for key pairs. */
export const toSecond = (instant: Date): string => `${instant.toISOString().slice(0, 19)}Z`

/** `yyyy-MM-ddTHH:mmZ`, UTC: ListKeyPairs. */
export const toMinute = (instant: Date): string => `${instant.toISOString().slice(0, 16)}Z`
