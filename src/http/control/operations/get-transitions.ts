import { notOperator } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { AccountQuery } from '../shapes/account.ts'
import { Transitions } from '../shapes/transitions.ts'
import { readTransitions } from './shared/transitions.ts'

export const getTransitions = defineControl({
  id: 'GetTransitions',
  route: 'GET /_swas/transitions',
  summary: 'Returns how states pass.',
  who: 'operator or account',
  query: AccountQuery,
  reply: Transitions,
  errors: [notOperator],
  handle: async ({ scenario }, { scope }) => readTransitions(scenario, scope)
})
