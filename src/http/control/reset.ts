/** Deletes what calls and tests have made, of one account or of all. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { notOperator } from '../../errors/index.ts'
import { reset as resetRows } from '../../store/reset.ts'
import { readBody } from './body.ts'
import { scopeOf } from './caller.ts'
import { AccountQuery, describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const Reset = Type.Object(AccountQuery.properties, {
  title: 'Reset',
  description: 'What to reset.',
  additionalProperties: false
})

export function reset(app: FastifyInstance, options: ControlOptions): void {
  const { database, watch, callLog } = options
  const post = describe({
    id: 'Reset',
    summary:
      'Deletes key pairs, servers and everything else that calls and tests have made; AccessKeys, sandboxes and snapshots stay.',
    who: 'operator or account',
    body: Reset,
    isBodyNeeded: false,
    status: 204,
    errors: [notOperator]
  })
  app.post('/_swas/reset', post, async (request, reply) => {
    const { account } = readBody(Reset, request.body)
    const scope = await scopeOf(options, request, reply, account)
    await callLog.flush() // otherwise an earlier call could be written after the reset
    const isRemembered = await resetRows(database.db, scope)
    if (isRemembered) await watch.changed()
    return reply.code(204).send()
  })
}
