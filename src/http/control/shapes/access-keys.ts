/** The JSON of AccessKeys. */
import { Type } from 'typebox'

export const AccessKeyContent = Type.Object(
  {
    accessKeySecret: Type.Optional(
      Type.String({
        description: 'Its secret. Default: a random one.',
        minLength: 1,
        maxLength: 256,
        examples: ['secret']
      })
    ),
    securityToken: Type.Optional(
      Type.String({
        description: 'For temporary credentials: every call must send it.',
        pattern: '^[!-~]+$',
        maxLength: 4096,
        examples: ['token']
      })
    ),
    expires: Type.Optional(
      Type.String({
        description: 'When temporary credentials expire.',
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$',
        examples: ['2026-11-24T08:00:00Z']
      })
    ),
    active: Type.Optional(Type.Boolean({ description: 'Whether it may be used. Default: true.', examples: [true] })),
    account: Type.Optional(
      Type.String({
        description: 'Its account. Only the operator may pass another account than the caller’s own.',
        minLength: 1,
        maxLength: 128,
        examples: ['dev']
      })
    ),
    policies: Type.Optional(
      Type.Array(Type.Unknown(), {
        description: 'RAM policies, see docs/permissions.md. Default: full rights.',
        examples: [[{ Version: '1', Statement: [{ Effect: 'Allow', Action: 'swas-open:List*', Resource: '*' }] }]]
      })
    )
  },
  { title: 'AccessKeyContent', description: 'An AccessKey. A PUT replaces all of it.', additionalProperties: false }
)
export const AccessKeyMade = Type.Object(
  {
    accessKeyId: Type.String({ description: 'Its id.', examples: ['ci'] }),
    account: Type.String({ description: 'The account that it belongs to.', examples: ['dev'] }),
    accessKeySecret: Type.Optional(
      Type.String({ description: 'Its secret, if the service made it. It is shown only once.', examples: ['…'] })
    )
  },
  { title: 'AccessKeyMade', description: 'An AccessKey that was created or replaced.' }
)
export const AccessKeys = Type.Object(
  { accessKeys: Type.Array(Type.Unknown(), { description: 'The AccessKeys, without their secrets.', examples: [[]] }) },
  { title: 'AccessKeys', description: 'AccessKeys that were created with the control API.' }
)
