import { notOperator } from '../../../errors/index.ts'
import { listFaults as findFaults } from '../../../store/faults.ts'
import { defineControl } from '../operation.ts'
import { AccountQuery } from '../shapes/account.ts'
import { Faults } from '../shapes/faults.ts'
import { showFault } from './shared/show-fault.ts'

export const listFaults = defineControl({
  id: 'ListFaults',
  route: 'GET /_swas/faults',
  summary: 'Lists the faults and how many calls got them, including faults that have ended.',
  who: 'operator or account',
  query: AccountQuery,
  reply: Faults,
  errors: [notOperator],
  async handle({ database, scenario }, { scope }) {
    const now = scenario.now()
    return { faults: (await findFaults(database.db, scope)).map((fault) => showFault(fault, now)) }
  }
})
