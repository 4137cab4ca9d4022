import { callNotCopied, callNotFound, notOperator } from '../../../errors/index.ts'
import { copyCall } from '../copy.ts'
import { defineControl, OtherReply } from '../operation.ts'
import { Call, CopyQuery } from '../shapes/calls.ts'
import { findCalls, showCall } from './shared/calls.ts'

export const getCall = defineControl({
  id: 'GetCall',
  route: 'GET /_swas/calls/{RequestId}',
  summary: 'Returns one call, or a text that makes it again.',
  who: 'operator or account',
  query: CopyQuery,
  reply: Call,
  errors: [notOperator, callNotFound, callNotCopied],
  async handle(options, { scope, path, query: { as }, host }) {
    const [call] = await findCalls(options, { scope, requestId: path.RequestId })
    if (call === undefined) throw callNotFound()
    if (as === undefined) return showCall(call)
    const operation = options.operations.find(({ action }) => action === call.action)
    if (operation === undefined) throw callNotCopied({ detail: `There is no operation ${call.action}.` })
    const text = copyCall[as as keyof typeof copyCall](operation, call, host)
    return new OtherReply(text, { type: 'text/plain; charset=utf-8' })
  }
})
