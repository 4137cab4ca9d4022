import type { Db } from '../store/db.ts'
import type { Scenario } from './host-calls.ts'

export interface GuestsOptions {
  readonly db: Db
  readonly scenario: Scenario
  /** The machine's own clock; the service's may differ from it. */
  readonly machineNow: () => Date
  readonly onError: (error: Error) => void
}
