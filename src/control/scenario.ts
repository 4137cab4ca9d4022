/** What a test suite has set up: the clock, the way of servers from state to state, which calls may meet a fault. */
import type { Db } from '../store/db.ts'
import type { TransitionDelay } from '../store/instances.ts'
import type { RevisionWatch } from '../store/revision-watch.ts'
import { readScenario, type StoredScenario } from '../store/scenario.ts'

export interface Scenario {
  /** The service's time. */
  now(): Date
  /** Whether it is another time than the machine's. */
  isMoved(): boolean
  /** Undefined is the machine's own time. */
  clock(): StoredScenario['clock']
  transitionDelayOf(account: string): TransitionDelay
  /** Whether a fault was asked for; it may have ended since. */
  hasFaults(account: string, operation: string): boolean
  load(): Promise<void>
}

export interface ScenarioOptions {
  readonly db: Db
  readonly watch: RevisionWatch
  readonly machineNow: () => Date
  /** Where nothing else was said. */
  readonly transitionMs: number
}

export function createScenario({ db, watch, machineNow, transitionMs }: ScenarioOptions): Scenario {
  let scenario: StoredScenario = { clock: undefined, transitions: [], faulty: [] }
  const load = async () => {
    scenario = await readScenario(db)
  }
  watch.onChange(load)
  return {
    now() {
      const { clock } = scenario
      if (clock === undefined) return machineNow()
      return clock.frozenAt === null ? new Date(machineNow().getTime() + clock.offsetMs) : new Date(clock.frozenAt)
    },
    isMoved: () => scenario.clock !== undefined,
    clock: () => scenario.clock,
    transitionDelayOf(account) {
      const of = (name: string) => scenario.transitions.find((row) => row.account === name)
      const { ms, reads } = of(account) ?? of('') ?? { ms: transitionMs, reads: 0 }
      return { viaMs: ms, viaReads: reads }
    },
    hasFaults: (account, operation) =>
      scenario.faulty.some(
        (fault) =>
          (fault.account === '' || fault.account === account) &&
          (fault.operation === '*' || fault.operation === operation)
      ),
    load
  }
}
