/** How faults are written in JSON. */
import { Type } from 'typebox'

const dayMs = 86_400_000

const operation = Type.String({
  description: 'The Action’s name, or `*` for all.',
  minLength: 1,
  examples: ['AttachKeyPair']
})
const account = Type.String({
  description: 'The operator’s to name; every account where it is left out.',
  minLength: 1,
  examples: ['dev']
})
const call = Type.Integer({
  description: 'The first call that it hits, counted from 1 when the rule is set; 1 unless said.',
  minimum: 1,
  maximum: 1_000_000,
  examples: [3]
})
const times = Type.Integer({
  description: 'How many calls it hits from there on; 1 unless said, 0 for all.',
  minimum: 0,
  maximum: 1_000_000,
  examples: [1]
})
const effects = {
  error: Type.Optional(
    Type.Object(
      {
        code: Type.String({
          description: 'One that the operation can answer, see its document.',
          minLength: 1,
          examples: ['Throttling.User']
        }),
        retryAfterMs: Type.Optional(
          Type.Integer({
            description: 'Milliseconds to wait, answered as `x-acs-retry-after`.',
            minimum: 1,
            maximum: dayMs,
            examples: [1000]
          })
        )
      },
      {
        title: 'FaultError',
        description: 'The call is not carried out, and refused so.',
        additionalProperties: false
      }
    )
  ),
  delayMs: Type.Optional(
    Type.Integer({
      description:
        'The answer comes so many milliseconds late, by the machine’s clock; the call is carried out at once.',
      minimum: 1,
      maximum: dayMs,
      examples: [3000]
    })
  ),
  twice: Type.Optional(
    Type.Boolean({
      description: 'Carried out twice, as when the network delivers it again; the second answer is sent.',
      examples: [true]
    })
  ),
  reply: Type.Optional(
    Type.String({
      title: 'FaultReply',
      description:
        'How the answer leaves. `reset`: the connection is reset instead, `cut`: closed in its middle, `never`: left open without any, `drip`: piece by piece.',
      enum: ['reset', 'cut', 'never', 'drip'],
      examples: ['reset']
    })
  ),
  dripMs: Type.Optional(
    Type.Integer({
      description: 'With `drip`: over how many milliseconds.',
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
              description: 'After so many milliseconds of the service’s clock it ends.',
              minimum: 1,
              maximum: 366 * dayMs,
              examples: [60_000]
            })
          ),
          ...effects
        },
        { title: 'NewFault', description: 'Which calls meet which fault.', additionalProperties: false }
      ),
      { description: 'Each with a count of its own.', minItems: 1, maxItems: 100, examples: [example] }
    )
  },
  { title: 'NewFaults', description: 'A script of faults.', additionalProperties: false }
)

export const Fault = Type.Object(
  {
    id: Type.String({ description: 'Its id.', examples: ['1'] }),
    operation,
    account: Type.String({ description: 'Whose calls; empty for every account.', examples: ['dev'] }),
    call,
    times,
    ends: Type.Optional(Type.String({ description: 'When it ends.', examples: ['2026-11-24T08:00:00.000Z'] })),
    ...effects,
    seen: Type.Integer({ description: 'How many calls it has counted.', examples: [3] }),
    hits: Type.Integer({ description: 'How many of them it hit.', examples: [1] }),
    ended: Type.Boolean({ description: 'Whether it will hit no more.', examples: [true] })
  },
  { title: 'Fault', description: 'A fault as it stands.' }
)

export const Faults = Type.Object(
  { faults: Type.Array(Fault, { description: 'In the order in which they were set; of two the first hits.' }) },
  { title: 'Faults', description: 'The faults of the account, or all.' }
)
