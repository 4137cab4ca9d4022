import { notOperator, snapshotConflict, snapshotMalformed, snapshotNotFound } from '../../../errors/index.ts'
import { restoreSnapshot as restoreRows } from '../../../store/snapshots.ts'
import { defineControl } from '../operation.ts'
import { Restore } from '../shapes/snapshots.ts'
import { needSnapshot } from './shared/snapshot.ts'

export const restoreSnapshot = defineControl({
  id: 'RestoreSnapshot',
  route: 'POST /_swas/snapshots/{Name}/restore',
  summary: 'Restores the state of the account, or of the whole service.',
  who: 'operator or account',
  body: Restore,
  isBodyNeeded: false,
  errors: [notOperator, snapshotNotFound, snapshotMalformed, snapshotConflict],
  async handle({ database: { db }, watch }, { scope, path }) {
    await restoreRows(db, scope, await needSnapshot(db, scope, path.Name))
    await watch.changed()
  }
})
