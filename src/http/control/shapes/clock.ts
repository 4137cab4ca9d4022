/** The JSON of the clock. */
import { Type } from 'typebox'

export const Clock = Type.Object(
  {
    now: Type.String({ description: 'The service’s time.', examples: ['2026-11-24T08:00:00.000Z'] }),
    frozen: Type.Boolean({ description: 'Whether the clock is frozen.', examples: [true] })
  },
  { title: 'Clock', description: 'The clock of the whole service, in all replicas.' }
)

export const ClockChange = Type.Object(
  {
    now: Type.Optional(
      Type.String({
        description: 'The time to set. Default: unchanged.',
        examples: ['2026-11-24T08:00:00Z'],
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,3})?Z$'
      })
    ),
    frozen: Type.Optional(
      Type.Boolean({ description: 'Whether to freeze the clock. Default: unchanged.', examples: [true] })
    )
  },
  { title: 'ClockChange', description: 'A change of the clock.', additionalProperties: false }
)

const centuryMs = 100 * 366 * 86_400_000
export const Advance = Type.Object(
  {
    ms: Type.Integer({
      description: 'Milliseconds to move the clock on; negative to move it back.',
      minimum: -centuryMs,
      maximum: centuryMs,
      examples: [60_000]
    })
  },
  { title: 'Advance', description: 'How far to move the clock.', additionalProperties: false }
)
