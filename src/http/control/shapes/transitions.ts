/** The JSON of transitions. */
import { Type } from 'typebox'
import { AccountQuery } from './account.ts'

const Mode = Type.String({
  title: 'TransitionMode',
  description:
    '`instant`: states pass at once. `timed`: each state lasts `ms`. `reads`: each state is shown `reads` times.',
  enum: ['instant', 'timed', 'reads'],
  examples: ['reads']
})
const ms = Type.Integer({
  description: 'Milliseconds that a state lasts, by the service’s clock.',
  minimum: 0,
  maximum: 86_400_000,
  examples: [0]
})
const reads = Type.Integer({
  description:
    'Number of times that ListInstances, ListInstanceStatus or DescribeInstance shows a state before the next one follows.',
  minimum: 0,
  maximum: 1000,
  examples: [2]
})

export const Transitions = Type.Object(
  { mode: Mode, ms, reads },
  { title: 'Transitions', description: 'How Pending, Starting, Stopping and Resetting pass.' }
)
export const TransitionsChange = Type.Object(
  { mode: Mode, ms: Type.Optional(ms), reads: Type.Optional(reads), ...AccountQuery.properties },
  {
    title: 'TransitionsChange',
    description: 'How states pass, from the next transition on.',
    additionalProperties: false
  }
)
