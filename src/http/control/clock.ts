/** The service's clock: freeze, set and advance it. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { malformedRequest, notOperator } from '../../errors/index.ts'
import { advanceClock, resetClock, setClock } from '../../store/scenario.ts'
import { readBody } from './body.ts'
import { needOperator } from './caller.ts'
import { describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const Clock = Type.Object(
  {
    now: Type.String({ description: 'The service’s time.', examples: ['2026-11-24T08:00:00.000Z'] }),
    frozen: Type.Boolean({ description: 'Whether the clock is frozen.', examples: [true] })
  },
  { title: 'Clock', description: 'The clock of the whole service, in all replicas.' }
)

const ClockChange = Type.Object(
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
const Advance = Type.Object(
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

const [earliest, latest] = [Date.parse('1970-01-01T00:00:00Z'), Date.parse('9000-01-01T00:00:00Z')]

export function clock(app: FastifyInstance, options: ControlOptions): void {
  const { database, watch, scenario, machineNow } = options
  const { db } = database
  const shown = () => ({ now: scenario.now(), frozen: (scenario.clock()?.frozenAt ?? null) !== null })
  const inRange = (instant: number) => {
    if (!(instant >= earliest && instant < latest))
      throw malformedRequest({ detail: '/now must be a date from 1970 to 8999.' })
    return instant
  }

  app.get(
    '/_swas/clock',
    describe({ id: 'GetClock', summary: 'Returns the service’s time.', who: 'anyone', reply: Clock }),
    shown
  )

  const put = describe({
    id: 'SetClock',
    summary: 'Freezes, sets or starts the clock.',
    who: 'operator',
    body: ClockChange,
    reply: Clock,
    errors: [notOperator]
  })
  app.put('/_swas/clock', put, async (request, reply) => {
    await needOperator(options, request, reply)
    const { now, frozen = shown().frozen } = readBody(ClockChange, request.body)
    const instant = inRange(now === undefined ? scenario.now().getTime() : Date.parse(now))
    await setClock(db, { frozenAt: frozen ? new Date(instant) : null, offsetMs: instant - machineNow().getTime() })
    await watch.changed()
    return shown()
  })

  const advance = describe({
    id: 'AdvanceClock',
    summary: 'Moves the clock on.',
    who: 'operator',
    body: Advance,
    reply: Clock,
    errors: [notOperator]
  })
  app.post('/_swas/clock/advance', advance, async (request, reply) => {
    await needOperator(options, request, reply)
    const { ms } = readBody(Advance, request.body)
    inRange(scenario.now().getTime() + ms)
    await advanceClock(db, ms)
    await watch.changed()
    return shown()
  })

  const reset = describe({
    id: 'ResetClock',
    summary: 'Sets the clock back to the machine’s time.',
    who: 'operator',
    reply: Clock,
    errors: [notOperator]
  })
  app.delete('/_swas/clock', reset, async (request, reply) => {
    await needOperator(options, request, reply)
    await resetClock(db)
    await watch.changed()
    return shown()
  })
}
