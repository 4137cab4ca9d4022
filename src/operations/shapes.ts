/** Parameters and results that several operations share, and how to fill them. */
import { Type } from 'typebox'
import { regions } from '../catalog/regions.ts'
import type { Place } from '../store/key-pairs.ts'

const namePattern = '^[A-Za-z\\p{Script=Han}][A-Za-z0-9\\p{Script=Han}:_-]{1,63}$'

export const RegionId = Type.String({
  description: 'The region, as ListRegions names it.',
  enum: regions.map(({ regionId }) => regionId),
  'x-swas-error': 'InvalidRegionId.NotFound'
})

export const ClientToken = Type.Optional(
  Type.String({
    description:
      'Makes the call idempotent for 24 hours: the same token with the same parameters gives the same result, and the work is done once. ASCII, at most 64 characters, case-sensitive.',
    pattern: '^[\\x20-\\x7e]{1,64}$',
    'x-swas-error': 'InvalidClientToken.ValueNotSupported'
  })
)

export const KeyPairName = Type.String({
  description:
    'The name of a key pair: 2 to 64 characters, first a letter or a Chinese character, then also digits, colons, underscores and hyphens. Unique in a region of an account, case-sensitive.',
  pattern: namePattern,
  'x-swas-error': 'InvalidKeyPairName.Malformed'
})

export const InstanceId = Type.String({
  description: 'The id of a server: 32 lower-case hexadecimal digits.',
  minLength: 1
})

/** DeleteKeyPairs, AttachKeyPair: the text says at most 50 a call (the metadata's schema says 100). */
export const batchLimit = 50

/** For a parameter whose bad value is the cloud's `Invalid….ValueNotSupported`. */
export const valueError = { 'x-swas-error': 'Invalid{}.ValueNotSupported' }

export const InstanceIds = Type.Array(Type.String({ minLength: 1 }), {
  description: 'The ids of 1 to 50 servers.',
  minItems: 1,
  maxItems: batchLimit,
  ...valueError
})

/** Start, stop and reboot of several servers take up to 100. */
export const ManyInstanceIds = Type.Array(Type.String({ minLength: 1 }), {
  description: 'The ids of 1 to 100 servers, on the wire as one JSON array.',
  minItems: 1,
  maxItems: 100,
  ...valueError
})

/** A filter of ListInstances and ListInstanceStatus. */
export const OnlyInstanceIds = Type.Optional(
  Type.Array(Type.String(), {
    description: 'Only these, 1 to 100, on the wire as one JSON array.',
    maxItems: 100,
    ...valueError
  })
)

export const PageNumber = Type.Integer({
  description: 'The page, counted from 1.',
  minimum: 1,
  maximum: 1000,
  default: 1
})

export const PageSize = Type.Integer({
  description: 'How many entries a page holds.',
  minimum: 1,
  maximum: 100,
  default: 10
})

export const page = ({ PageNumber, PageSize }: { PageNumber: number; PageSize: number }) => ({
  limit: PageSize,
  offset: (PageNumber - 1) * PageSize
})

export const paging = {
  TotalCount: Type.Integer({ description: 'How many there are on all pages together.' }),
  PageNumber: Type.Integer({ description: 'The page that this is.' }),
  PageSize: Type.Integer({ description: 'How many entries a page holds.' })
}

export const place = ({ account }: { account: string }, { RegionId }: { RegionId: string }): Place => ({
  account,
  regionId: RegionId
})

/** Each once, in the order of the request. */
export const distinct = (values: readonly string[]): string[] => [...new Set(values)]

export const Tag = Type.Object({
  Key: Type.String({
    minLength: 1,
    maxLength: 64,
    pattern: '^(?!([Aa][Ll][Ii][Yy][Uu][Nn]|[Aa][Cc][Ss]:|[Hh][Tt][Tt][Pp][Ss]?://))'
  }),
  Value: Type.Optional(Type.String({ maxLength: 64, pattern: '^(?![Hh][Tt][Tt][Pp][Ss]?://)' }))
})

/** `yyyy-MM-ddTHH:mm:ssZ`, UTC: what the API uses but for key pairs. */
export const toSecond = (instant: Date): string => `${instant.toISOString().slice(0, 19)}Z`

/** `yyyy-MM-ddTHH:mmZ`, UTC: ListKeyPairs. */
export const toMinute = (instant: Date): string => `${instant.toISOString().slice(0, 16)}Z`
