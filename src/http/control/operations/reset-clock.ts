import { notOperator } from '../../../errors/index.ts'
import { resetClock as storeReset } from '../../../store/scenario.ts'
import { defineControl } from '../operation.ts'
import { Clock } from '../shapes/clock.ts'
import { readClock } from './shared/clock.ts'

export const resetClock = defineControl({
  id: 'ResetClock',
  route: 'DELETE /_swas/clock',
  summary: 'Sets the clock back to the machine’s time.',
  who: 'operator',
  reply: Clock,
  errors: [notOperator],
  async handle({ database, scenario, watch }) {
    await storeReset(database.db)
    await watch.changed()
    return readClock(scenario)
  }
})
