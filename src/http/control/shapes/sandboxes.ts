/** The JSON of sandboxes. */
import { Type } from 'typebox'

export const NewSandbox = Type.Object(
  {
    ttlSeconds: Type.Optional(
      Type.Integer({
        description: 'Seconds until it expires. Default: 3600.',
        minimum: 1,
        maximum: 86_400,
        examples: [600]
      })
    )
  },
  { title: 'NewSandbox', description: 'Options of a sandbox.', additionalProperties: false }
)
const instant = '2026-11-24T08:00:00.000Z'
const account = Type.String({ description: 'Its account.', examples: ['sandbox-0123456789abcdef0123'] })
const created = Type.String({ description: 'When it was created.', examples: [instant] })
const expires = Type.String({ description: 'When it expires.', examples: [instant] })
export const SandboxKey = Type.Object(
  {
    account,
    accessKeyId: Type.String({ description: 'The same as the account.', examples: ['sandbox-0123456789abcdef0123'] }),
    accessKeySecret: Type.String({ description: 'The secret; it is shown only once.', examples: ['…'] }),
    expires
  },
  { title: 'SandboxKey', description: 'A throwaway account and its AccessKey.' }
)
const Sandbox = Type.Object({ account, created, expires }, { title: 'Sandbox', description: 'A throwaway account.' })
export const Sandboxes = Type.Object(
  { sandboxes: Type.Array(Sandbox, { description: 'In the order in which they expire.' }) },
  { title: 'Sandboxes', description: 'Sandboxes that haven’t expired.' }
)
export const LeakReport = Type.Object(
  {
    account,
    created,
    expires,
    left: Type.Object(
      {
        keyPairs: Type.Array(Type.Unknown(), { description: 'Its key pairs.', examples: [[]] }),
        instances: Type.Array(Type.Unknown(), { description: 'Its servers.', examples: [[]] })
      },
      { title: 'Belongings', description: 'What a test left behind.' }
    )
  },
  { title: 'LeakReport', description: 'A sandbox and its resources.' }
)
