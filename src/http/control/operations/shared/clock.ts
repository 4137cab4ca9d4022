import type { Scenario } from '../../../../control/scenario.ts'
import { malformedRequest } from '../../../../errors/index.ts'

const [earliest, latest] = [Date.parse('1970-01-01T00:00:00Z'), Date.parse('9000-01-01T00:00:00Z')]

/** Throws for a time that the database or a client can't hold. */
export function checkInstant(instant: number): void {
  if (!(instant >= earliest && instant < latest))
    throw malformedRequest({ detail: '/now must be a date from 1970 to 8999.' })
}

/** The clock as the control API shows it. */
export const readClock = (scenario: Scenario) => ({
  now: scenario.now().toISOString(),
  frozen: (scenario.clock()?.frozenAt ?? null) !== null
})
