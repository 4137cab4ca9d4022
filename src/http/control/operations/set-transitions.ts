import { malformedRequest, notOperator } from '../../../errors/index.ts'
import { setTransition } from '../../../store/scenario.ts'
import { defineControl } from '../operation.ts'
import { Transitions, TransitionsChange } from '../shapes/transitions.ts'
import { readTransitions } from './shared/transitions.ts'

export const setTransitions = defineControl({
  id: 'SetTransitions',
  route: 'PUT /_swas/transitions',
  summary: 'Sets how states pass.',
  who: 'operator or account',
  body: TransitionsChange,
  reply: Transitions,
  errors: [notOperator],
  async handle({ database, watch, scenario }, { scope, body: { mode, ...given } }) {
    const needed = { instant: undefined, timed: 'ms', reads: 'reads' }[mode] as 'ms' | 'reads' | undefined
    for (const name of ['ms', 'reads'] as const) {
      if (name === needed && !given[name])
        throw malformedRequest({ detail: `/${name} must be 1 or more with ${mode}.` })
      if (name !== needed && given[name]) throw malformedRequest({ detail: `/${name} has no effect with ${mode}.` })
    }
    await setTransition(database.db, scope, { ms: given.ms ?? 0, reads: given.reads ?? 0 })
    await watch.changed()
    return readTransitions(scenario, scope)
  }
})
