import type { Db } from '../store/db.ts'
import type { Scenario } from './host-calls.ts'

export interface GuestsOptions {
  readonly db: Db
  readonly scenario: Scenario
  /** The machine's time, from which the service's goes out. */
  readonly machineNow: () => Date
  readonly onError: (error: Error) => void
}
