import { DiskGoneError, type Entry } from '@swas-local/linux/disk/entry.ts'
import { sql } from 'kysely'
import type { Db } from './db.ts'

export type GuestFile = Entry & { readonly instanceId: string }

/** Of the servers' files, folders and links at `paths` those that differ from the image's own, also where one is gone. */
export async function listGuestFiles(
  db: Db,
  instanceIds: readonly string[],
  paths: readonly string[]
): Promise<GuestFile[]> {
  const rows = await db
    .selectFrom('guestFiles')
    .select(['instanceId', 'path', 'kind', 'mode', 'content', 'modifiedAt'])
    .where('instanceId', 'in', instanceIds)
    .where('path', 'in', paths)
    .execute()
  return rows.map((row) => ({ ...row, modifiedAt: row.modifiedAt.getTime() }))
}

/** The folders and links of a server that differ from the image's, and of its files that they are there. */
export async function listGuestPaths(db: Db, instanceId: string): Promise<Entry[]> {
  const rows = await db
    .selectFrom('guestFiles')
    .select(['path', 'kind', 'mode', 'modifiedAt'])
    .select(sql<Buffer>`case kind when 'link' then content else '' end`.as('content'))
    .where('instanceId', '=', instanceId)
    .execute()
  return rows.map((row) => ({ ...row, modifiedAt: row.modifiedAt.getTime() }))
}

export interface NewState {
  readonly origin: string
  readonly revision: string
  /** The revision before it. */
  readonly before: string
}

/**
 * Writes to the disk of a server, which stays locked until the transaction ends; limits are not looked at. Undefined, and
 * nothing is written, where its disk isn't the one that began as `unlessReplaced`. Throws DiskGoneError.
 */
export async function putEntries(
  db: Db,
  instanceId: string,
  entries: readonly Entry[],
  { unlessReplaced }: { unlessReplaced?: string | undefined } = {}
): Promise<NewState | undefined> {
  const { rows } = await sql<NewState>`
    update instances i set disk_revision = nextval('disk_revisions')
    from (select disk_revision as before from instances where instance_id = ${instanceId} for update) earlier
    where instance_id = ${instanceId}
    returning i.disk_origin as origin, i.disk_revision as revision, earlier.before`.execute(db)
  const [state] = rows
  if (state === undefined) throw new DiskGoneError('The server was deleted.')
  if (unlessReplaced !== undefined && state.origin !== unlessReplaced) return undefined
  for (let first = 0; first < entries.length; first += 1000) {
    const values = entries.slice(first, first + 1000).map((entry) => ({
      ...entry,
      instanceId,
      content: Buffer.from(entry.content.buffer, entry.content.byteOffset, entry.content.length),
      modifiedAt: new Date(entry.modifiedAt),
      revision: state.revision
    }))
    await db
      .insertInto('guestFiles')
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(['instanceId', 'path']).doUpdateSet((eb) => ({
          kind: eb.ref('excluded.kind'),
          mode: eb.ref('excluded.mode'),
          content: eb.ref('excluded.content'),
          modifiedAt: eb.ref('excluded.modifiedAt'),
          revision: eb.ref('excluded.revision')
        }))
      )
      .execute()
  }
  return state
}

/** No longer tells of deleted files; who doesn't know of all of them yet reads everything again. */
export async function forgetDeleted(db: Db, instanceIds: readonly string[]): Promise<void> {
  await sql`
    with forgotten as (
      delete from guest_files where instance_id = any(${instanceIds}) and kind = 'deleted' returning instance_id, revision
    )
    update instances i set disk_forgotten = greatest(disk_forgotten, last)
    from (select instance_id, max(revision) as last from forgotten group by instance_id) f
    where i.instance_id = f.instance_id`.execute(db)
}

/** Gives the servers new system disks, with nothing on them but their image. */
export async function renewDisks(db: Db, instanceIds: readonly string[]): Promise<void> {
  await db.deleteFrom('guestFiles').where('instanceId', 'in', instanceIds).execute()
  const next = sql<string>`nextval('disk_revisions')`
  await db
    .updateTable('instances')
    .set({ systemDisk: sql<number>`system_disk + 1`, diskOrigin: next, diskRevision: next, diskForgotten: '0' })
    .where('instanceId', 'in', instanceIds)
    .execute()
}
