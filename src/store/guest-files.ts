import type { Db } from './database.ts'

export interface GuestFile {
  readonly instanceId: string
  /** Absolute, as the server sees it. */
  readonly path: string
  readonly content: Buffer
}

/** The files at `paths` that differ from the image's own. */
export async function listGuestFiles(
  db: Db,
  instanceIds: readonly string[],
  paths: readonly string[]
): Promise<GuestFile[]> {
  return await db
    .selectFrom('guestFiles')
    .select(['instanceId', 'path', 'content'])
    .where('instanceId', 'in', instanceIds)
    .where('path', 'in', paths)
    .execute()
}

export async function writeGuestFiles(db: Db, files: readonly GuestFile[], now: Date): Promise<void> {
  await db
    .insertInto('guestFiles')
    .values(files.map((file) => ({ ...file, modifiedAt: now })))
    .onConflict((conflict) =>
      conflict.columns(['instanceId', 'path']).doUpdateSet((eb) => ({
        content: eb.ref('excluded.content'),
        modifiedAt: eb.ref('excluded.modifiedAt')
      }))
    )
    .execute()
}

/** Gives the servers their image's own files back. */
export async function clearGuestFiles(db: Db, instanceIds: readonly string[]): Promise<void> {
  await db.deleteFrom('guestFiles').where('instanceId', 'in', instanceIds).execute()
}
