import { snapshotNotFound } from '../../../../errors/index.ts'
import type { Db } from '../../../../store/db.ts'
import type { Scope } from '../../../../store/scope.ts'
import { findSnapshot, type SnapshotFile } from '../../../../store/snapshots.ts'

/** Throws snapshotNotFound. */
export async function needSnapshot(db: Db, scope: Scope, name: string): Promise<SnapshotFile> {
  const file = await findSnapshot(db, scope, name)
  if (file === undefined) throw snapshotNotFound()
  return file
}
