import { notOperator } from '../../../errors/index.ts'
import { setClock as storeClock } from '../../../store/scenario.ts'
import { defineControl } from '../operation.ts'
import { Clock, ClockChange } from '../shapes/clock.ts'
import { checkInstant, readClock } from './shared/clock.ts'

export const setClock = defineControl({
  id: 'SetClock',
  route: 'PUT /_swas/clock',
  summary: 'Freezes, sets or starts the clock.',
  who: 'operator',
  body: ClockChange,
  reply: Clock,
  errors: [notOperator],
  async handle({ database, scenario, watch, machineNow }, { body }) {
    const { now, frozen = readClock(scenario).frozen } = body
    const instant = now === undefined ? scenario.now().getTime() : Date.parse(now)
    checkInstant(instant)
    const offsetMs = instant - machineNow().getTime()
    await storeClock(database.db, { frozenAt: frozen ? new Date(instant) : null, offsetMs })
    await watch.changed()
    return readClock(scenario)
  }
})
