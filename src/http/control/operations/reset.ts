import { Type } from 'typebox'
import { notOperator } from '../../../errors/index.ts'
import { reset as resetRows } from '../../../store/reset.ts'
import { defineControl } from '../operation.ts'
import { AccountQuery } from '../shapes/account.ts'

export const reset = defineControl({
  id: 'Reset',
  route: 'POST /_swas/reset',
  summary:
    'Deletes key pairs, servers and everything else that calls and tests have made; AccessKeys, sandboxes and snapshots stay.',
  who: 'operator or account',
  body: Type.Object(AccountQuery.properties, {
    title: 'Reset',
    description: 'What to reset.',
    additionalProperties: false
  }),
  isBodyNeeded: false,
  errors: [notOperator],
  async handle({ database, watch, callLog }, { scope }) {
    await callLog.flush() // otherwise an earlier call could be written after the reset
    const isRemembered = await resetRows(database.db, scope)
    if (isRemembered) await watch.changed()
  }
})
