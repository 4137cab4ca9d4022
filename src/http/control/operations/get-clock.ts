import { defineControl } from '../operation.ts'
import { Clock } from '../shapes/clock.ts'
import { readClock } from './shared/clock.ts'

export const getClock = defineControl({
  id: 'GetClock',
  route: 'GET /_swas/clock',
  summary: 'Returns the service’s time.',
  who: 'anyone',
  reply: Clock,
  handle: async ({ scenario }) => readClock(scenario)
})
