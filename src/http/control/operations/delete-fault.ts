import { faultNotFound } from '../../../errors/index.ts'
import { deleteFaults } from '../../../store/faults.ts'
import { defineControl } from '../operation.ts'

export const deleteFault = defineControl({
  id: 'DeleteFault',
  route: 'DELETE /_swas/faults/{Id}',
  summary: 'Deletes a fault.',
  who: 'operator or account',
  errors: [faultNotFound],
  async handle({ database, watch }, { scope, path: { Id } }) {
    if (!/^\d{1,18}$/.test(Id) || (await deleteFaults(database.db, scope, Id)) === 0n) throw faultNotFound()
    await watch.changed()
  }
})
