/** The disks of servers, which their own programs read and write. */
import {
  DiskFullError,
  DiskGoneError,
  type DiskState,
  type DiskStore,
  type Entry
} from '@swas-local/linux/disk/entry.ts'
import { diskLimits } from '@swas-local/linux/disk/limits.ts'
import { sql } from 'kysely'
import { type Db, inTransaction } from './db.ts'
import { forgetDeleted, type NewState, putEntries, toEntry } from './guest-files.ts'
import { type EntryRow, entryColumns } from './tables/guest-files.ts'

/** How many deletions a disk keeps on record until the next boot, for readers that have an older copy. */
const maxDeleted = 10_000

export const diskOf = (db: Db, instanceId: string): DiskStore => ({
  read: (revision) => readDisk(db, instanceId, revision),
  write: (entries, revision) => writeDisk(db, instanceId, entries, revision)
})

/** The left join gives a disk without entries one row, in which the entry's columns are null. */
type Row = { origin: string; revision: string; isKnown: boolean } & (EntryRow | { path: null })

/** What changed since the state `known`, or everything that differs from the image. Throws DiskGoneError. */
export async function readDisk(db: Db, instanceId: string, known: string | undefined): Promise<DiskState> {
  const [origin = '0', revision = '0'] = known?.split('.') ?? []
  // One statement, so that the entries belong to the revision that it returns.
  const { rows } = await sql<Row>`
    select i.disk_origin as origin, i.disk_revision as revision, i.is_known, ${sql.join(entryColumns.map((column) => sql.ref(`f.${column}`)))}
    from (select *, disk_origin = ${origin} and disk_forgotten <= ${revision}::bigint as is_known
      from instances where instance_id = ${instanceId}) i
    left join guest_files f on f.instance_id = i.instance_id
      and case when i.is_known then f.revision > ${revision}::bigint else f.kind <> 'deleted' end
    order by f.path`.execute(db)
  const [row] = rows
  if (row === undefined) throw new DiskGoneError('The server was deleted.')
  return {
    revision: nameOf(row),
    isWhole: !row.isKnown,
    isReplaced: known !== undefined && row.origin !== origin,
    entries: rows.flatMap((row) =>
      // A copy of the bytes: transferring them to another thread takes along all that shares their memory.
      row.path === null ? [] : [{ ...toEntry(row), content: new Uint8Array(row.content) }]
    )
  }
}

/** See DiskStore. Throws DiskGoneError. */
export async function writeDisk(db: Db, instanceId: string, entries: readonly Entry[], known: string): Promise<string> {
  if (entries.some(({ content }) => content.length > diskLimits.fileBytes)) throw new DiskFullError('File too large')
  return await inTransaction(db, async (transaction) => {
    const state = await putEntries(transaction, instanceId, entries, { unlessReplaced: known.split('.')[0] })
    if (state === undefined) return known
    await checkLimits(transaction, instanceId)
    return nameOf({ ...state, revision: state.before }) === known ? nameOf(state) : known
  })
}

const nameOf = ({ origin, revision }: Pick<NewState, 'origin' | 'revision'>) => `${origin}.${revision}`

async function checkLimits(db: Db, instanceId: string): Promise<void> {
  const { rows } = await sql<{ bytes: number; entries: number; deleted: number }>`
    select coalesce(sum(octet_length(content)), 0)::float as bytes,
      (count(*) filter (where kind not in ('gone', 'deleted')))::integer as entries,
      (count(*) filter (where kind = 'deleted'))::integer as deleted
    from guest_files where instance_id = ${instanceId}`.execute(db)
  const { bytes = 0, entries = 0, deleted = 0 } = rows[0] ?? {}
  if (bytes > diskLimits.diskBytes || entries > diskLimits.entries) throw new DiskFullError('No space left on device')
  if (deleted > maxDeleted) await forgetDeleted(db, [instanceId])
}
