/** The JSON of calls. */
import { Type } from 'typebox'
import { AccountQuery } from './account.ts'

const operation = Type.String({ description: 'The name of the action.', minLength: 1, examples: ['AttachKeyPair'] })
const code = Type.String({
  description: 'The code of the error; empty for calls that succeeded.',
  examples: ['Throttling.User']
})
const after = Type.String({
  description: 'Only calls after the call with this id.',
  pattern: '^[0-9]{1,18}$',
  examples: ['41']
})

export const Call = Type.Object(
  {
    id: Type.String({ description: 'Its id; later calls have greater ids.', examples: ['42'] }),
    requestId: Type.String({
      description: 'The RequestId of the response.',
      examples: ['4E9B6C1F-2C7A-5D0B-9F0E-3A1D5B7C9E2F']
    }),
    account: Type.String({
      description: 'The account of the caller; empty if the caller was refused.',
      examples: ['dev']
    }),
    accessKeyId: Type.String({ description: 'The AccessKeyId of the caller.', examples: ['dev'] }),
    door: Type.String({ description: 'The API that was called: `RPC` or `REST`.', examples: ['RPC'] }),
    method: Type.String({ description: 'The HTTP method.', examples: ['POST'] }),
    operation: Type.String({
      description: 'The name of the action, or what the caller sent in its place.',
      examples: ['AttachKeyPair']
    }),
    parameters: Type.Object(
      {},
      {
        title: 'CallParameters',
        description: 'The parameters as the operation read them; `***` replaces secrets.',
        additionalProperties: true,
        examples: [{ RegionId: 'cn-hangzhou', KeyPairName: 'k1' }]
      }
    ),
    unread: Type.Array(Type.String(), {
      description: 'Names of parameters that were sent and that the operation doesn’t have.',
      examples: [['KeyPairNam']]
    }),
    status: Type.Integer({ description: 'The HTTP status.', examples: [200] }),
    code: Type.String({
      description: 'The code of the error; empty if the call succeeded.',
      examples: ['Throttling.User']
    }),
    fault: Type.Optional(Type.String({ description: 'The id of the fault that was injected.', examples: ['1'] })),
    time: Type.String({
      description: 'When it was called, by the service’s clock.',
      examples: ['2026-11-24T08:00:00.000Z']
    }),
    ms: Type.Number({ description: 'Milliseconds that it took, without the delay of a fault.', examples: [1.5] })
  },
  { title: 'Call', description: 'A call as the service received it.' }
)

export const Calls = Type.Object(
  {
    calls: Type.Array(Call, {
      description: 'The oldest first. If there are more than `limit`: the newest, or with `after` the next ones.'
    })
  },
  { title: 'Calls', description: 'Calls of the account, or of all accounts.' }
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
      Type.Integer({
        description: 'Maximum number of calls. Default: 1000.',
        minimum: 1,
        maximum: 1000,
        examples: [100]
      })
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
          'Returns text that makes the call again: a curl command, a program with the official SDK for Node.js, or a test with it.',
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
          description: 'Parameters that the call must have; its other parameters may have any value.',
          additionalProperties: true,
          examples: [{ KeyPairName: 'k1' }]
        }
      )
    ),
    code: Type.Optional(code),
    after: Type.Optional(after),
    times: Type.Optional(
      Type.Integer({
        description: 'Number of such calls to wait for. Default: 1.',
        minimum: 1,
        maximum: 1000,
        examples: [1]
      })
    ),
    withinMs: Type.Optional(
      Type.Integer({
        description: 'Milliseconds to wait, by the machine’s clock. Default: 1000.',
        minimum: 0,
        maximum: maxWaitMs,
        examples: [2000]
      })
    )
  },
  { title: 'Wait', description: 'The call to wait for; earlier calls count too.', additionalProperties: false }
)
