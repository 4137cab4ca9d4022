import { notOperator, snapshotNotFound } from '../../../errors/index.ts'
import { deleteSnapshot as removeSnapshot } from '../../../store/snapshots.ts'
import { defineControl } from '../operation.ts'
import { AccountQuery } from '../shapes/account.ts'

export const deleteSnapshot = defineControl({
  id: 'DeleteSnapshot',
  route: 'DELETE /_swas/snapshots/{Name}',
  summary: 'Deletes a snapshot.',
  who: 'operator or account',
  query: AccountQuery,
  errors: [notOperator, snapshotNotFound],
  async handle({ database }, { scope, path }) {
    if (!(await removeSnapshot(database.db, scope, path.Name))) throw snapshotNotFound()
  }
})
