import { notOperator } from '../../../errors/index.ts'
import { deleteFaults } from '../../../store/faults.ts'
import { defineControl } from '../operation.ts'
import { AccountQuery } from '../shapes/account.ts'

export const clearFaults = defineControl({
  id: 'ClearFaults',
  route: 'DELETE /_swas/faults',
  summary: 'Deletes all faults.',
  who: 'operator or account',
  query: AccountQuery,
  errors: [notOperator],
  async handle({ database, watch }, { scope }) {
    await deleteFaults(database.db, scope)
    await watch.changed()
  }
})
