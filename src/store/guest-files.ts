import { DiskGoneError, type Entry } from '@swas-local/linux/disk/entry.ts'
import { sql } from 'kysely'
import type { Db } from './db.ts'
import { type EntryRow, entryColumns } from './tables/guest-files.ts'

export type GuestFile = Entry & { readonly instanceId: string }

export const toEntry = ({ path, kind, mode, content, modifiedAt }: EntryRow): Entry => ({
  path,
  kind,
  mode,
  content,
  modifiedAt: modifiedAt.getTime()
})

/** The servers' files, folders and links at `paths` that differ from the image, deleted ones included. */
export async function listGuestFiles(
  db: Db,
  instanceIds: readonly string[],
  paths: readonly string[]
): Promise<GuestFile[]> {
  const rows = await db
    .selectFrom('guestFiles')
    .select(['instanceId', ...entryColumns])
    .where('instanceId', 'in', instanceIds)
    .where('path', 'in', paths)
    .execute()
  return rows.map((row) => ({ instanceId: row.instanceId, ...toEntry(row) }))
}

/** The server's files, folders and links that differ from the image; `content` is empty except for links. */
export async function listGuestPaths(db: Db, instanceId: string): Promise<Entry[]> {
  const rows = await db
    .selectFrom('guestFiles')
    .select(entryColumns.filter((column) => column !== 'content'))
    .select((eb) => eb.case('kind').when('link').then(eb.ref('content')).else(sql<Buffer>`''`).end().as('content'))
    .where('instanceId', '=', instanceId)
    .execute()
  return rows.map(toEntry)
}

export interface NewState {
  readonly origin: string
  readonly revision: string
  /** The revision before it. */
  readonly before: string
}

/**
 * Writes entries to a server's disk and locks the server until the transaction ends. The caller checks the disk's
 * limits. Returns undefined and writes nothing if the disk's origin is not `unlessReplaced`. Throws DiskGoneError.
 */
export async function putEntries(
  db: Db,
  instanceId: string,
  entries: readonly Entry[],
  { unlessReplaced }: { unlessReplaced?: string | undefined } = {}
): Promise<NewState | undefined> {
  const state = await nextRevision(db, instanceId)
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

async function nextRevision(db: Db, instanceId: string): Promise<NewState | undefined> {
  return await db
    .updateTable('instances as i')
    .set({ diskRevision: sql<string>`nextval('disk_revisions')` })
    .from((eb) =>
      eb
        .selectFrom('instances')
        .select('diskRevision as before')
        .where('instanceId', '=', instanceId)
        .forUpdate()
        .as('earlier')
    )
    .where('instanceId', '=', instanceId)
    .returning(['i.diskOrigin as origin', 'i.diskRevision as revision', 'earlier.before'])
    .executeTakeFirst()
}

/** Forgets deleted files. A reader whose copy is older than a forgotten deletion gets the whole disk again. */
export async function forgetDeleted(db: Db, instanceIds: readonly string[]): Promise<void> {
  await sql`
    with forgotten as (
      delete from guest_files where instance_id = any(${instanceIds}) and kind = 'deleted' returning instance_id, revision
    )
    update instances i set disk_forgotten = greatest(disk_forgotten, last)
    from (select instance_id, max(revision) as last from forgotten group by instance_id) f
    where i.instance_id = f.instance_id`.execute(db)
}

/** Gives the servers new system disks that hold only their images. */
export async function renewDisks(db: Db, instanceIds: readonly string[]): Promise<void> {
  await db.deleteFrom('guestFiles').where('instanceId', 'in', instanceIds).execute()
  const next = sql<string>`nextval('disk_revisions')`
  await db
    .updateTable('instances')
    .set({ systemDisk: sql<number>`system_disk + 1`, diskOrigin: next, diskRevision: next, diskForgotten: '0' })
    .where('instanceId', 'in', instanceIds)
    .execute()
}
