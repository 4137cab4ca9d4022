/** Faults that a test injects into calls. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { Operation } from '../../dispatch/operation.ts'
import { faultCodeUnknown, faultNotFound, malformedRequest, notOperator, operationUnknown } from '../../errors/index.ts'
import { addFaults, deleteFaults, type FaultEffect, listFaults, type StoredFault } from '../../store/faults.ts'
import { documentedErrors } from '../openapi/documented-errors.ts'
import { readBody, readQuery } from './body.ts'
import { needFullRights, scopeOf, scopeWithin } from './caller.ts'
import { AccountQuery, describe } from './document.ts'
import { type Fault, Faults, NewFaults } from './fault-shapes.ts'
import type { ControlOptions } from './options.ts'

type Wanted = Static<typeof NewFaults>['faults'][number]

const anyRoute = { method: 'POST', inPath: new Map() }

interface RouteParameters {
  Params: { Id: string }
}

export function faults(app: FastifyInstance, options: ControlOptions): void {
  const { database, watch, scenario, operations } = options
  const { db } = database
  const scope = (request: FastifyRequest, reply: FastifyReply) =>
    scopeOf(options, request, reply, readQuery(AccountQuery, request.query).account)
  const toPublic = (fault: StoredFault) => shown(fault, scenario.now())
  const common = { who: 'operator or account' } as const

  const post = describe({
    id: 'AddFaults',
    summary: 'Adds faults; either all rules are accepted or none.',
    body: NewFaults,
    reply: Faults,
    status: 201,
    ...common,
    errors: [notOperator, operationUnknown, faultCodeUnknown]
  })
  app.post('/_swas/faults', post, async (request, reply) => {
    const { faults: wanted } = readBody(NewFaults, request.body)
    const caller = await needFullRights(options, request, reply)
    const now = scenario.now()
    const added = wanted.map((fault, index) => {
      const scope = scopeWithin(caller, fault.account)
      const { operation, call: first = 1, times = 1, forMs } = fault
      const endsAt = forMs === undefined ? null : new Date(now.getTime() + forMs)
      const effect = effectOf(fault, operations, `/faults/${index}`)
      return { scope, operation, first, times: times === 0 ? null : times, endsAt, effect }
    })
    const stored = await addFaults(db, added, now)
    await watch.changed()
    return reply.code(201).send({ faults: stored.map(toPublic) })
  })

  const list = describe({
    id: 'ListFaults',
    summary: 'Lists the faults and how many calls got them, including faults that have ended.',
    query: AccountQuery,
    reply: Faults,
    ...common,
    errors: [notOperator]
  })
  app.get('/_swas/faults', list, async (request, reply) => ({
    faults: (await listFaults(db, await scope(request, reply))).map(toPublic)
  }))

  const clear = describe({
    id: 'ClearFaults',
    summary: 'Deletes all faults.',
    query: AccountQuery,
    status: 204,
    ...common,
    errors: [notOperator]
  })
  app.delete('/_swas/faults', clear, async (request, reply) => {
    await deleteFaults(db, await scope(request, reply))
    await watch.changed()
    return reply.code(204).send()
  })

  const remove = describe({
    id: 'DeleteFault',
    summary: 'Deletes a fault.',
    status: 204,
    ...common,
    errors: [faultNotFound]
  })
  app.delete<RouteParameters>('/_swas/faults/:Id', remove, async (request, reply) => {
    const { Id } = request.params
    const scope = await scopeOf(options, request, reply, undefined)
    if (!/^\d{1,18}$/.test(Id) || (await deleteFaults(db, scope, Id)) === 0n) throw faultNotFound()
    await watch.changed()
    return reply.code(204).send()
  })
}

// An unknown operation or code, or a rule without effect, is refused now: it would never be injected.
function effectOf(fault: Wanted, operations: readonly Operation[], place: string): FaultEffect {
  const { operation, error, delayMs, twice, reply, dripMs } = fault
  const meant = operations.filter(({ action }) => operation === '*' || operation === action)
  if (meant.length === 0) throw operationUnknown(operation)
  if (error === undefined && delayMs === undefined && reply === undefined && !twice)
    throw malformedRequest({ detail: `${place} must have one of error, delayMs, twice and reply.` })
  if (error !== undefined && twice)
    throw malformedRequest({ detail: `${place}/twice has no effect with error: nothing is carried out.` })
  if ((reply === 'drip') !== (dripMs !== undefined))
    throw malformedRequest({ detail: `${place}/dripMs goes with the reply drip.` })
  return {
    ...(error && { error: { ...error, ...entryOf(meant, operation, error.code) } }),
    ...(delayMs !== undefined && { delayMs }),
    ...(twice && { twice }),
    ...(reply && { reply: reply as NonNullable<FaultEffect['reply']> }),
    ...(dripMs !== undefined && { dripMs })
  }
}

function entryOf(operations: readonly Operation[], name: string, code: string) {
  const all = operations.flatMap((operation) => documentedErrors(operation, anyRoute))
  const entry = all.find((one) => one.code === code && !one.code.includes('{'))
  if (entry === undefined)
    throw faultCodeUnknown({ subject: code, detail: `It is none of ${name === '*' ? 'any operation' : name}.` })
  return { status: entry.status, message: entry.message }
}

function shown({ first, times, endsAt, effect, ...fault }: StoredFault, now: Date): Static<typeof Fault> {
  const { error, ...rest } = effect
  const retryAfterMs = error?.retryAfterMs
  const isOver = endsAt !== null && endsAt <= now
  return {
    ...fault,
    call: first,
    times: times ?? 0,
    ...(endsAt && { ends: endsAt.toISOString() }),
    ...(error && { error: { code: error.code, ...(retryAfterMs !== undefined && { retryAfterMs }) } }),
    ...rest,
    ended: isOver || (times !== null && fault.seen >= first + times - 1)
  }
}
