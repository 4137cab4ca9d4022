import { notOperator, operationUnknown } from '../../../errors/index.ts'
import { defineControl, OtherReply } from '../operation.ts'
import { CallsQuery } from '../shapes/calls.ts'
import { filterOf, showCall } from './shared/calls.ts'
import { followCalls } from './shared/follow-calls.ts'

const type = 'text/event-stream'

export const streamCalls = defineControl({
  id: 'StreamCalls',
  route: 'GET /_swas/calls/stream',
  summary: 'Streams calls as server-sent events, from now on or after a call.',
  who: 'operator or account',
  query: CallsQuery,
  status: 200,
  replyType: type,
  errors: [notOperator, operationUnknown],
  async handle(options, { scope, query, lastEventId, signal }) {
    const filter = filterOf(options, query, scope)
    await options.callLog.flush()
    const events = await followCalls(options.database.db, filter, { lastEventId, signal, toText })
    return new OtherReply(events, { type })
  }
})

const toText = (call: Parameters<typeof showCall>[0]) => JSON.stringify(showCall(call))
