import type { Scenario } from '../../../../control/scenario.ts'
import type { Scope } from '../../../../store/scope.ts'

/** How the states of an account's servers pass, as the control API shows it. */
export function readTransitions(scenario: Scenario, scope: Scope) {
  const { viaMs, viaReads } = 'all' in scope ? scenario.transitionDelay() : scenario.transitionDelayOf(scope.account)
  const mode = viaReads > 0 ? 'reads' : viaMs > 0 ? 'timed' : 'instant'
  return { mode, ms: viaMs, reads: viaReads }
}
