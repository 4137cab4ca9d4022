/** What decides a logon, read afresh each time. */
import type { Entry } from '@swas-local/linux/disk/entry.ts'
import { sql } from 'kysely'
import type { Db } from './db.ts'
import { toEntry } from './guest-files.ts'
import { type InstanceStatus, statusAt } from './instances.ts'
import { entryColumns } from './tables/guest-files.ts'
import { type InstanceRow, instanceColumns } from './tables/instances.ts'

export type LogonServer = Readonly<InstanceRow<'logon'>> & { readonly status: InstanceStatus }

/** A server and those of its files, folders and links at `paths` that differ from its image, in one statement. */
export async function readLogon(
  db: Db,
  instanceId: string,
  paths: readonly string[],
  now: Date
): Promise<{ server: LogonServer; entries: Entry[] } | undefined> {
  const rows = await db
    .selectFrom('instances as i')
    .leftJoin('guestFiles as f', (join) =>
      join.onRef('f.instanceId', '=', 'i.instanceId').on('f.path', '=', sql<string>`any(${paths}::text[])`)
    )
    .select([...instanceColumns.logon.map((column) => `i.${column}` as const), statusAt(now).as('status')])
    .select(entryColumns.map((column) => `f.${column}` as const))
    .where('i.instanceId', '=', instanceId)
    .execute()
  const [server] = rows
  const entries = rows.flatMap(({ path, kind, mode, content, modifiedAt }) =>
    path && kind && mode !== null && content && modifiedAt ? [toEntry({ path, kind, mode, content, modifiedAt })] : []
  )
  return server && { server, entries }
}
