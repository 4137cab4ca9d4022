/** What a test suite has set up: the clock, the delay of servers' transitions, and which calls may get a fault. */
import type { Db } from '../store/db.ts'
import type { TransitionDelay } from '../store/instances.ts'
import type { RevisionWatch } from '../store/revision-watch.ts'
import { readScenario, type StoredScenario } from '../store/scenario.ts'
import { accountColumn, allAccounts, type Scope } from '../store/scope.ts'

export interface Scenario {
  /** The service's time. */
  now(): Date
  /** Whether that is another time than the machine's. */
  isMoved(): boolean
  /** undefined: the machine's own time. */
  clock(): StoredScenario['clock']
  transitionDelayOf(account: string): TransitionDelay
  /** For accounts that have none of their own. */
  transitionDelay(): TransitionDelay
  /** Whether a fault was added for these calls; it may have ended since. */
  hasFaults(account: string, operation: string): boolean
  load(): Promise<void>
}

export interface ScenarioOptions {
  readonly db: Db
  readonly watch: RevisionWatch
  readonly machineNow: () => Date
  /** The delay until a test sets another. */
  readonly transitionMs: number
}

export function createScenario({ db, watch, machineNow, transitionMs }: ScenarioOptions): Scenario {
  let scenario: StoredScenario = { clock: undefined, transitions: [], faulty: [] }
  const load = async () => {
    scenario = await readScenario(db)
  }
  watch.onChange(load)
  const delayOf = (scope: Scope): TransitionDelay | undefined => {
    const row = scenario.transitions.find(({ account }) => account === accountColumn(scope))
    return row && { viaMs: row.ms, viaReads: row.reads }
  }
  const transitionDelay = () => delayOf(allAccounts) ?? { viaMs: transitionMs, viaReads: 0 }
  return {
    now() {
      const { clock } = scenario
      if (clock === undefined) return machineNow()
      return clock.frozenAt === null ? new Date(machineNow().getTime() + clock.offsetMs) : new Date(clock.frozenAt)
    },
    isMoved: () => scenario.clock !== undefined,
    clock: () => scenario.clock,
    transitionDelayOf: (account) => delayOf({ account }) ?? transitionDelay(),
    transitionDelay,
    hasFaults: (account, operation) =>
      scenario.faulty.some(
        (fault) =>
          [accountColumn(allAccounts), account].includes(fault.account) &&
          (fault.operation === '*' || fault.operation === operation)
      ),
    load
  }
}
