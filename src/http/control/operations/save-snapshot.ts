import { malformedRequest, notOperator, snapshotMalformed, snapshotTooLarge } from '../../../errors/index.ts'
import {
  importSnapshot,
  type SnapshotFile as StoredFile,
  saveSnapshot as storeSnapshot
} from '../../../store/snapshots.ts'
import { defineControl } from '../operation.ts'
import { AccountQuery } from '../shapes/account.ts'
import { SavedSnapshot, SnapshotFile } from '../shapes/snapshots.ts'

export const saveSnapshot = defineControl({
  id: 'SaveSnapshot',
  route: 'PUT /_swas/snapshots/{Name}',
  summary: 'Saves the present state under a name, or the file in the body.',
  who: 'operator or account',
  query: AccountQuery,
  body: SnapshotFile,
  isBodyNeeded: false,
  bodyLimit: 64 * 1024 * 1024,
  reply: SavedSnapshot,
  status: 201,
  errors: [notOperator, snapshotMalformed, snapshotTooLarge],
  async handle({ database: { db }, scenario }, { scope, path: { Name: name }, body }) {
    if (!/^[\w.-]{1,128}$/.test(name))
      throw malformedRequest({ detail: 'A name has 1 to 128 letters, digits, dots, underscores and hyphens.' })
    const now = scenario.now()
    if (body === undefined) await storeSnapshot(db, scope, name, now)
    else await importSnapshot(db, scope, { name, file: body as StoredFile, now })
    return { name }
  }
})
