/** Calls: listed, streamed, waited for, and copied as a text that makes them again. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import {
  callNotCopied,
  callNotFound,
  callNotMade,
  malformedRequest,
  notOperator,
  operationUnknown,
  serviceUnavailable
} from '../../errors/index.ts'
import { type CallFilter, deleteCalls, type LoggedCall, listCalls } from '../../store/calls.ts'
import type { Scope } from '../../store/scope.ts'
import { fromJson } from '../rpc/decode.ts'
import { readBody, readQuery } from './body.ts'
import { Call, Calls, CallsQuery, CopyQuery, Wait } from './call-shapes.ts'
import { streamCalls } from './call-stream.ts'
import { scopeOf } from './caller.ts'
import { copyCall } from './copy.ts'
import { AccountQuery, describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const lookMs = 50
const maxListed = 1000
const shownInstead = 5

interface RouteParameters {
  Params: { RequestId: string }
}

export function calls(app: FastifyInstance, options: ControlOptions): void {
  const { database, callLog, operations } = options
  const { db } = database
  const find = async (filter: CallFilter, limit = maxListed, which?: 'oldest'): Promise<LoggedCall[]> => {
    await callLog.flush()
    return await listCalls(db, filter, limit, which)
  }
  const filterOf = (
    { limit: _, account: __, parameters, ...rest }: Static<typeof CallsQuery>,
    scope: Scope
  ): CallFilter => {
    const contained = fromJson(parameters)
    if (contained !== undefined && (typeof contained !== 'object' || contained === null || Array.isArray(contained)))
      throw malformedRequest({ detail: '/parameters must be a JSON object.' })
    return known({ ...rest, scope, ...(contained && { parameters: contained }) })
  }
  // Otherwise a misspelt operation would look like a call that nobody made.
  const known = (filter: CallFilter): CallFilter => {
    const { operation } = filter
    if (operation !== undefined && !operations.some(({ action }) => action === operation))
      throw operationUnknown(operation)
    return filter
  }
  const common = { who: 'operator or account', errors: [notOperator] } as const

  const list = describe({
    id: 'ListCalls',
    summary: 'Lists calls.',
    ...common,
    query: CallsQuery,
    reply: Calls,
    errors: [notOperator, operationUnknown]
  })
  app.get('/_swas/calls', list, async (request, reply) => {
    const query = readQuery(CallsQuery, request.query)
    const filter = filterOf(query, await scopeOf(options, request, reply, query.account))
    const which = query.after === undefined ? undefined : 'oldest' // a client that continues after a call wants the next ones
    return { calls: (await find(filter, query.limit, which)).map(toPublic) }
  })

  const clear = describe({
    id: 'ClearCalls',
    summary: 'Deletes calls from the log.',
    ...common,
    query: AccountQuery,
    status: 204
  })
  app.delete('/_swas/calls', clear, async (request, reply) => {
    const scope = await scopeOf(options, request, reply, readQuery(AccountQuery, request.query).account)
    await callLog.flush()
    await deleteCalls(db, scope)
    return reply.code(204).send()
  })

  const stream = describe({
    id: 'StreamCalls',
    summary: 'Streams calls as server-sent events, from now on or after a call.',
    ...common,
    query: CallsQuery,
    replyType: 'text/event-stream',
    errors: [notOperator, operationUnknown]
  })
  app.get('/_swas/calls/stream', stream, async (request, reply) => {
    const query = readQuery(CallsQuery, request.query)
    const filter = filterOf(query, await scopeOf(options, request, reply, query.account))
    await callLog.flush()
    return await streamCalls(db, filter, request, reply, (call) => JSON.stringify(toPublic(call)))
  })

  const get = describe({
    id: 'GetCall',
    summary: 'Returns one call, or a text that makes it again.',
    ...common,
    query: CopyQuery,
    reply: Call,
    errors: [notOperator, callNotFound, callNotCopied]
  })
  app.get<RouteParameters>('/_swas/calls/:RequestId', get, async (request, reply) => {
    const { as } = readQuery(CopyQuery, request.query)
    const scope = await scopeOf(options, request, reply, undefined)
    const [call] = await find({ scope, requestId: request.params.RequestId })
    if (call === undefined) throw callNotFound()
    if (as === undefined) return toPublic(call)
    const operation = operations.find(({ action }) => action === call.action)
    if (operation === undefined) throw callNotCopied({ detail: `There is no operation ${call.action}.` })
    return reply
      .type('text/plain; charset=utf-8')
      .send(copyCall[as as keyof typeof copyCall](operation, call, request.host))
  })

  const wait = describe({
    id: 'WaitForCall',
    summary: 'Waits for a call. If it isn’t made in time, the error lists what was called instead.',
    ...common,
    body: Wait,
    reply: Calls,
    errors: [notOperator, operationUnknown, callNotMade]
  })
  app.post('/_swas/calls/wait', wait, async (request, reply) => {
    const { times = 1, withinMs = 1000, account, ...wanted } = readBody(Wait, request.body)
    const filter = known({ ...wanted, scope: await scopeOf(options, request, reply, account) })
    const signal = app.closing
    const gone = () => request.raw.socket.destroyed
    const end = performance.now() + withinMs
    for (;;) {
      const found = await find(filter)
      if (found.length >= times) return { calls: found.slice(0, times).map(toPublic) }
      if (signal.aborted) throw serviceUnavailable()
      const left = end - performance.now()
      if (left <= 0 || gone()) throw await notMade(filter, found.length)
      await sleep(Math.min(lookMs, left), undefined, { signal }).catch(() => undefined)
    }
  })

  async function notMade({ scope, operation, after }: CallFilter, amount: number) {
    const others = await find({ scope, ...(operation && { operation }), ...(after && { after }) }, shownInstead)
    const seen = others.map(({ parameters, code, status }) => `${code || status} ${JSON.stringify(parameters)}`)
    const instead =
      others.length === 0 ? `There was none of ${operation}.` : `The last of ${operation}: ${seen.join('; ')}.`
    return callNotMade({ detail: amount === 0 ? instead : `There were only ${amount}. ${instead}` })
  }
}

const toPublic = ({ action, at, fault, ...call }: LoggedCall) => ({
  ...call,
  operation: action,
  ...(fault !== null && { fault }),
  time: at.toISOString()
})
