import { faultCodeUnknown, notOperator, operationUnknown } from '../../../errors/index.ts'
import { addFaults as storeFaults } from '../../../store/faults.ts'
import { scopeWithin } from '../caller.ts'
import { defineControl } from '../operation.ts'
import { Faults, NewFaults } from '../shapes/faults.ts'
import { effectOf } from './shared/fault-effect.ts'
import { showFault } from './shared/show-fault.ts'

export const addFaults = defineControl({
  id: 'AddFaults',
  route: 'POST /_swas/faults',
  summary: 'Adds faults; either all rules are accepted or none.',
  who: 'operator or account',
  body: NewFaults,
  reply: Faults,
  status: 201,
  errors: [notOperator, operationUnknown, faultCodeUnknown],
  async handle({ database, watch, scenario, operations }, { caller, body }) {
    const now = scenario.now()
    const added = body.faults.map((fault, index) => {
      const scope = scopeWithin(caller, fault.account)
      const { operation, call: first = 1, times = 1, forMs } = fault
      const endsAt = forMs === undefined ? null : new Date(now.getTime() + forMs)
      const effect = effectOf(fault, operations, `/faults/${index}`)
      return { scope, operation, first, times: times === 0 ? null : times, endsAt, effect }
    })
    const stored = await storeFaults(database.db, added, now)
    await watch.changed()
    return { faults: stored.map((fault) => showFault(fault, now)) }
  }
})
