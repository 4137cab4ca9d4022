/** The JSON of faults. */
import { Type } from 'typebox'

const dayMs = 86_400_000

const operation = Type.String({
  description: 'The name of an action, or `*` for all.',
  minLength: 1,
  examples: ['AttachKeyPair']
})
const account = Type.String({
  description:
    'The account whose calls are counted. Only the operator may pass it; the operator’s default is all accounts.',
  minLength: 1,
  examples: ['dev']
})
const call = Type.Integer({
  description: 'The first call to get the fault, counted from 1 since the rule was added. Default: 1.',
  minimum: 1,
  maximum: 1_000_000,
  examples: [3]
})
const times = Type.Integer({
  description: 'Number of calls to get the fault from there on; 0 for all. Default: 1.',
  minimum: 0,
  maximum: 1_000_000,
  examples: [1]
})
const effects = {
  error: Type.Optional(
    Type.Object(
      {
        code: Type.String({
          description: 'An error code of the operation, see its OpenAPI document.',
          minLength: 1,
          examples: ['Throttling.User']
        }),
        retryAfterMs: Type.Optional(
          Type.Integer({
            description: 'Milliseconds that the client should wait, sent as `x-acs-retry-after`.',
            minimum: 1,
            maximum: dayMs,
            examples: [1000]
          })
        )
      },
      {
        title: 'FaultError',
        description: 'The call fails with this error and is not carried out.',
        additionalProperties: false
      }
    )
  ),
  delayMs: Type.Optional(
    Type.Integer({
      description:
        'Milliseconds by which the response is delayed, by the machine’s clock; the call is carried out at once.',
      minimum: 1,
      maximum: dayMs,
      examples: [3000]
    })
  ),
  twice: Type.Optional(
    Type.Boolean({
      description: 'The call is carried out twice, as if the network delivered it again. The second response is sent.',
      examples: [true]
    })
  ),
  reply: Type.Optional(
    Type.String({
      title: 'FaultReply',
      description:
        'How the response is sent. `reset`: the connection is reset instead. `cut`: the connection is closed in the middle of the response. `never`: the connection stays open without a response. `drip`: the response is sent piece by piece.',
      enum: ['reset', 'cut', 'never', 'drip'],
      examples: ['reset']
    })
  ),
  dripMs: Type.Optional(
    Type.Integer({
      description: 'With `drip`: the milliseconds over which the response is spread.',
      minimum: 1,
      maximum: dayMs,
      examples: [2000]
    })
  )
}
const example = [{ operation: 'AttachKeyPair', call: 3, error: { code: 'Throttling.User', retryAfterMs: 1000 } }]

export const NewFaults = Type.Object(
  {
    faults: Type.Array(
      Type.Object(
        {
          operation,
          account: Type.Optional(account),
          call: Type.Optional(call),
          times: Type.Optional(times),
          forMs: Type.Optional(
            Type.Integer({
              description: 'Milliseconds after which the fault ends, by the service’s clock.',
              minimum: 1,
              maximum: 366 * dayMs,
              examples: [60_000]
            })
          ),
          ...effects
        },
        { title: 'NewFault', description: 'Which calls get which fault.', additionalProperties: false }
      ),
      { description: 'The rules. Each has its own count of calls.', minItems: 1, maxItems: 100, examples: [example] }
    )
  },
  { title: 'NewFaults', description: 'Faults to inject.', additionalProperties: false }
)

export const Fault = Type.Object(
  {
    id: Type.String({ description: 'Its id.', examples: ['1'] }),
    operation,
    account: Type.String({
      description: 'The account whose calls are counted; empty for all accounts.',
      examples: ['dev']
    }),
    call,
    times,
    ends: Type.Optional(Type.String({ description: 'When it ends.', examples: ['2026-11-24T08:00:00.000Z'] })),
    ...effects,
    seen: Type.Integer({ description: 'Number of calls that it has counted.', examples: [3] }),
    hits: Type.Integer({ description: 'Number of calls that got the fault.', examples: [1] }),
    ended: Type.Boolean({ description: 'Whether no further call gets the fault.', examples: [true] })
  },
  { title: 'Fault', description: 'A fault and its state.' }
)

export const Faults = Type.Object(
  {
    faults: Type.Array(Fault, {
      description: 'In the order in which they were added. If several fit a call, the first one is injected.'
    })
  },
  { title: 'Faults', description: 'The faults of the account, or of all accounts.' }
)
