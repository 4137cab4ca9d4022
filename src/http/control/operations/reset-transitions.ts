import { notOperator } from '../../../errors/index.ts'
import { resetTransition } from '../../../store/scenario.ts'
import { defineControl } from '../operation.ts'
import { AccountQuery } from '../shapes/account.ts'
import { Transitions } from '../shapes/transitions.ts'
import { readTransitions } from './shared/transitions.ts'

export const resetTransitions = defineControl({
  id: 'ResetTransitions',
  route: 'DELETE /_swas/transitions',
  summary: 'Goes back to the setting SWAS_TRANSITION_MS.',
  who: 'operator or account',
  query: AccountQuery,
  reply: Transitions,
  errors: [notOperator],
  async handle({ database, watch, scenario }, { scope }) {
    await resetTransition(database.db, scope)
    await watch.changed()
    return readTransitions(scenario, scope)
  }
})
