/** Fields that several results share, each with a description and an example for the OpenAPI document. */
import { Type } from 'typebox'
import { images } from '../../catalog/images.ts'
import { plans } from '../../catalog/plans.ts'
import { ChargeType, exampleInstanceId, examplePublicKey, regionIds } from './shapes.ts'

export const text = (description: string, example: string) => Type.String({ description, examples: [example] })

/** An enumeration of words. `name` is the type's name in the OpenAPI document and in generated code. */
export const oneOf = <const Words extends readonly string[]>(name: string, words: Words, description: string) =>
  Type.String({ title: name, description, enum: words })

export const atSecond = (description: string) =>
  text(`${description} \`yyyy-MM-ddTHH:mm:ssZ\`, UTC.`, '2026-11-22T08:30:00Z')

export const atMinute = (description: string) => text(`${description} \`yyyy-MM-ddTHH:mmZ\`, UTC.`, '2026-11-22T08:30Z')

export const count = (description: string, example: number) => Type.Integer({ description, examples: [example] })

export const amount = (description: string, example: number) => Type.Number({ description, examples: [example] })

const InstanceId = text('The id of the server.', exampleInstanceId)

/** Ids, names and other fields of results. */
export const named = {
  RegionId: Type.String({
    title: 'RegionId',
    description: 'The id of the region, from ListRegions.',
    examples: ['cn-hangzhou'],
    enum: regionIds
  }),
  InstanceId,
  ChargeType,
  ImageType: oneOf('ImageType', ['system', 'app', 'custom'], 'The kind of image.'),
  KeyPairName: text('The name of the key pair.', 'my-key'),
  PublicKey: text('The public key as one OpenSSH line.', examplePublicKey),
  ImageId: text('The id of the image.', images[1]?.imageId ?? ''),
  PlanId: text('The id of the plan.', plans[3]?.planId ?? ''),
  Md5: text(
    'MD5 of the public key: 16 hexadecimal octets with colons, as `ssh-keygen -l -E md5` prints.',
    'de:03:f2:a6:54:f6:d7:0b:9f:4d:4b:0a:37:ae:4c:1b'
  ),
  Sha256: text(
    'SHA-256 of the public key: base64 without padding, as `ssh-keygen -l` prints after `SHA256:`.',
    'jTcPnbsMgyxRyMl9bsLyqDT5QoOn2BLmXYb3GB2wHcE'
  ),
  AttachedTo: Type.Array(InstanceId, {
    description: 'The servers that the key pair is attached to, at most 50 of them.'
  }),
  AttachedAfterRestart: Type.Array(InstanceId, {
    description:
      'The servers among InstanceIds that don’t use the key pair yet: it takes effect with their next restart.'
  })
} as const

/** Properties of a public key. */
export const keyFields = {
  KeyType: text('The type of the key, as OpenSSH names it.', 'ssh-ed25519'),
  KeyBits: Type.Integer({ description: 'The size of the key in bits, as `ssh-keygen -l` counts.', examples: [256] }),
  FingerprintMd5: named.Md5,
  FingerprintSha256: named.Sha256
} as const
