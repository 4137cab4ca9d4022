import { notOperator, snapshotNotFound } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { AccountQuery } from '../shapes/account.ts'
import { SnapshotFile } from '../shapes/snapshots.ts'
import { needSnapshot } from './shared/snapshot.ts'

export const getSnapshot = defineControl({
  id: 'GetSnapshot',
  route: 'GET /_swas/snapshots/{Name}',
  summary: 'Returns a snapshot as a file.',
  who: 'operator or account',
  query: AccountQuery,
  reply: SnapshotFile,
  errors: [notOperator, snapshotNotFound],
  handle: ({ database }, { scope, path }) => needSnapshot(database.db, scope, path.Name)
})
