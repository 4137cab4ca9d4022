import { notOperator, operationUnknown } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { Calls, CallsQuery } from '../shapes/calls.ts'
import { filterOf, findCalls, showCall } from './shared/calls.ts'

export const listCalls = defineControl({
  id: 'ListCalls',
  route: 'GET /_swas/calls',
  summary: 'Lists calls.',
  who: 'operator or account',
  query: CallsQuery,
  reply: Calls,
  errors: [notOperator, operationUnknown],
  async handle(options, { scope, query }) {
    const which = query.after === undefined ? undefined : 'oldest' // a client that continues after a call wants the next ones
    const found = await findCalls(options, filterOf(options, query, scope), { limit: query.limit, which })
    return { calls: found.map(showCall) }
  }
})
