import { notOperator } from '../../../errors/index.ts'
import { deleteCalls } from '../../../store/calls.ts'
import { defineControl } from '../operation.ts'
import { AccountQuery } from '../shapes/account.ts'

export const clearCalls = defineControl({
  id: 'ClearCalls',
  route: 'DELETE /_swas/calls',
  summary: 'Deletes calls from the log.',
  who: 'operator or account',
  query: AccountQuery,
  errors: [notOperator],
  async handle({ database, callLog }, { scope }) {
    await callLog.flush()
    await deleteCalls(database.db, scope)
  }
})
