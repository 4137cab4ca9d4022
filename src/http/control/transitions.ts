/** How servers pass from state to state: at once, after a time, or after a number of reads. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { malformedRequest, notOperator } from '../../errors/index.ts'
import { resetTransition, setTransition } from '../../store/scenario.ts'
import type { Scope } from '../../store/scope.ts'
import { readBody, readQuery } from './body.ts'
import { scopeOf } from './caller.ts'
import { AccountQuery, describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const Mode = Type.String({
  title: 'TransitionMode',
  description:
    '`instant`: states pass at once. `timed`: each state lasts `ms`. `reads`: each state is shown `reads` times.',
  enum: ['instant', 'timed', 'reads'],
  examples: ['reads']
})
const ms = Type.Integer({
  description: 'Milliseconds that a state lasts, by the service’s clock.',
  minimum: 0,
  maximum: 86_400_000,
  examples: [0]
})
const reads = Type.Integer({
  description:
    'Number of times that ListInstances, ListInstanceStatus or DescribeInstance shows a state before the next one follows.',
  minimum: 0,
  maximum: 1000,
  examples: [2]
})

const Transitions = Type.Object(
  { mode: Mode, ms, reads },
  { title: 'Transitions', description: 'How Pending, Starting, Stopping and Resetting pass.' }
)
const TransitionsChange = Type.Object(
  { mode: Mode, ms: Type.Optional(ms), reads: Type.Optional(reads), ...AccountQuery.properties },
  {
    title: 'TransitionsChange',
    description: 'How states pass, from the next transition on.',
    additionalProperties: false
  }
)

export function transitions(app: FastifyInstance, options: ControlOptions): void {
  const { database, watch, scenario } = options
  const { db } = database
  const shown = (scope: Scope) => {
    const { viaMs, viaReads } = 'all' in scope ? scenario.transitionDelay() : scenario.transitionDelayOf(scope.account)
    const mode = viaReads > 0 ? 'reads' : viaMs > 0 ? 'timed' : 'instant'
    return { mode, ms: viaMs, reads: viaReads }
  }
  const named = (request: FastifyRequest) => readQuery(AccountQuery, request.query).account
  const common = { who: 'operator or account', reply: Transitions, errors: [notOperator] } as const

  const get = describe({ id: 'GetTransitions', summary: 'Returns how states pass.', query: AccountQuery, ...common })
  app.get('/_swas/transitions', get, async (request, reply) =>
    shown(await scopeOf(options, request, reply, named(request)))
  )

  const put = describe({ id: 'SetTransitions', summary: 'Sets how states pass.', body: TransitionsChange, ...common })
  app.put('/_swas/transitions', put, async (request, reply) => {
    const { mode, account, ...given } = readBody(TransitionsChange, request.body)
    const scope = await scopeOf(options, request, reply, account)
    const needed = { instant: undefined, timed: 'ms', reads: 'reads' }[mode] as 'ms' | 'reads' | undefined
    for (const name of ['ms', 'reads'] as const) {
      if (name === needed && !given[name])
        throw malformedRequest({ detail: `/${name} must be 1 or more with ${mode}.` })
      if (name !== needed && given[name]) throw malformedRequest({ detail: `/${name} has no effect with ${mode}.` })
    }
    await setTransition(db, scope, { ms: given.ms ?? 0, reads: given.reads ?? 0 })
    await watch.changed()
    return shown(scope)
  })

  const reset = describe({
    id: 'ResetTransitions',
    summary: 'Goes back to the setting SWAS_TRANSITION_MS.',
    query: AccountQuery,
    ...common
  })
  app.delete('/_swas/transitions', reset, async (request, reply) => {
    const scope = await scopeOf(options, request, reply, named(request))
    await resetTransition(db, scope)
    await watch.changed()
    return shown(scope)
  })
}
