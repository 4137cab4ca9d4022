import { notOperator } from '../../../errors/index.ts'
import { advanceClock as storeAdvance } from '../../../store/scenario.ts'
import { defineControl } from '../operation.ts'
import { Advance, Clock } from '../shapes/clock.ts'
import { checkInstant, readClock } from './shared/clock.ts'

export const advanceClock = defineControl({
  id: 'AdvanceClock',
  route: 'POST /_swas/clock/advance',
  summary: 'Moves the clock on.',
  who: 'operator',
  body: Advance,
  reply: Clock,
  errors: [notOperator],
  async handle({ database, scenario, watch }, { body: { ms } }) {
    checkInstant(scenario.now().getTime() + ms)
    await storeAdvance(database.db, ms)
    await watch.changed()
    return readClock(scenario)
  }
})
