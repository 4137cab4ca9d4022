/** How calls are written in JSON. */
import { Type } from 'typebox'
import { AccountQuery } from './document.ts'

const operation = Type.String({ description: 'The Action’s name.', minLength: 1, examples: ['AttachKeyPair'] })
const code = Type.String({
  description: 'Of the error; empty for calls that were done.',
  examples: ['Throttling.User']
})
const after = Type.String({
  description: 'Only calls after the one of this id.',
  pattern: '^[0-9]{1,18}$',
  examples: ['41']
})

export const Call = Type.Object(
  {
    id: Type.String({ description: 'Later calls have greater ones.', examples: ['42'] }),
    requestId: Type.String({
      description: 'As it was answered.',
      examples: ['4E9B6C1F-2C7A-5D0B-9F0E-3A1D5B7C9E2F']
    }),
    account: Type.String({ description: 'Whose call; empty where nobody was let in.', examples: ['dev'] }),
    accessKeyId: Type.String({ description: 'Who called.', examples: ['dev'] }),
    door: Type.String({ description: '`RPC` or `REST`.', examples: ['RPC'] }),
    method: Type.String({ description: 'Of HTTP.', examples: ['POST'] }),
    operation: Type.String({
      description: 'The Action’s name, or what was named instead.',
      examples: ['AttachKeyPair']
    }),
    parameters: Type.Object(
      {},
      {
        title: 'CallParameters',
        description: 'As the operation read them; `***` stands for what is secret.',
        additionalProperties: true,
        examples: [{ RegionId: 'cn-hangzhou', KeyPairName: 'k1' }]
      }
    ),
    unread: Type.Array(Type.String(), {
      description: 'Names that were sent and that nobody read.',
      examples: [['KeyPairNam']]
    }),
    status: Type.Integer({ description: 'Of HTTP.', examples: [200] }),
    code: Type.String({ description: 'Of the error; empty where it was done.', examples: ['Throttling.User'] }),
    fault: Type.Optional(Type.String({ description: 'The id of the fault that hit it.', examples: ['1'] })),
    time: Type.String({ description: 'When, by the service’s clock.', examples: ['2026-11-24T08:00:00.000Z'] }),
    ms: Type.Number({ description: 'Milliseconds that it took, without what a fault added.', examples: [1.5] })
  },
  { title: 'Call', description: 'A call as the service saw it.' }
)

export const Calls = Type.Object(
  {
    calls: Type.Array(Call, { description: 'The oldest first; of too many the newest, or with `after` the next ones.' })
  },
  { title: 'Calls', description: 'Calls of the account, or of all.' }
)

export const CallsQuery = Type.Object(
  {
    ...AccountQuery.properties,
    operation: Type.Optional(operation),
    parameters: Type.Optional(
      Type.String({
        description: 'A JSON object that the call’s parameters must contain.',
        examples: ['{"KeyPairName":"k1"}']
      })
    ),
    code: Type.Optional(code),
    after: Type.Optional(after),
    limit: Type.Optional(
      Type.Integer({ description: 'At most so many; 1000 unless said.', minimum: 1, maximum: 1000, examples: [100] })
    )
  },
  { additionalProperties: false }
)

export const CopyQuery = Type.Object(
  {
    as: Type.Optional(
      Type.String({
        title: 'CopyForm',
        description:
          'As a text to run instead: a command, a program with the official SDK for Node.js, or a test of it.',
        enum: ['curl', 'sdk', 'test'],
        examples: ['curl']
      })
    )
  },
  { additionalProperties: false }
)

const maxWaitMs = 300_000
export const Wait = Type.Object(
  {
    ...AccountQuery.properties,
    operation,
    parameters: Type.Optional(
      Type.Object(
        {},
        {
          title: 'WantedParameters',
          description: 'What the call’s parameters must contain; the others may be anything.',
          additionalProperties: true,
          examples: [{ KeyPairName: 'k1' }]
        }
      )
    ),
    code: Type.Optional(code),
    after: Type.Optional(after),
    times: Type.Optional(
      Type.Integer({ description: 'How many such calls; one unless said.', minimum: 1, maximum: 1000, examples: [1] })
    ),
    withinMs: Type.Optional(
      Type.Integer({
        description: 'How many milliseconds to wait, by the machine’s clock; 1000 unless said.',
        minimum: 0,
        maximum: maxWaitMs,
        examples: [2000]
      })
    )
  },
  { title: 'Wait', description: 'The call that is waited for; earlier ones count too.', additionalProperties: false }
)
