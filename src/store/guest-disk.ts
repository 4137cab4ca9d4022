/** The disks of servers, as their own programs read and write them. */

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
import { forgetDeleted, type NewState, putEntries } from './guest-files.ts'

/** How many deleted files are remembered until the next boot, for those who may still know them. */
const mostDeleted = 10_000

export const diskOf = (db: Db, instanceId: string): DiskStore => ({
  read: (revision) => readDisk(db, instanceId, revision),
  write: (entries, revision) => writeDisk(db, instanceId, entries, revision)
})

type Row = { origin: string; revision: string; isKnown: boolean } & {
  path: string | null
  kind: Entry['kind']
  mode: number
  content: Buffer
  modifiedAt: Date
}

/** What changed since the state `known`, or all that differs from the image. Throws DiskGoneError. */
export async function readDisk(db: Db, instanceId: string, known: string | undefined): Promise<DiskState> {
  const [origin = '0', revision = '0'] = known?.split('.') ?? []
  // One statement, so that the entries are those of the state that is named.
  const { rows } = await sql<Row>`
    select i.disk_origin as origin, i.disk_revision as revision, i.is_known, f.path, f.kind, f.mode, f.content, f.modified_at
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
    entries: rows.flatMap(({ path, kind, mode, content, modifiedAt }) =>
      // A copy of its own: what goes to another thread takes all with it that lies in the same memory.
      path === null ? [] : [{ path, kind, mode, content: new Uint8Array(content), modifiedAt: modifiedAt.getTime() }]
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
  if (deleted > mostDeleted) await forgetDeleted(db, [instanceId])
}
