/** What decides a logon, as the database has it at this moment. */

import type { Entry } from '@swas-local/linux/disk/entry.ts'
import { sql } from 'kysely'
import type { Db } from './db.ts'
import { statusAt } from './instances.ts'
import type { Server } from './servers.ts'

const columns = [
  'i.instanceId',
  'account',
  'platform',
  'imageId',
  'publicIpAddress',
  'passwordHash',
  'systemDisk'
] as const

export type LogonServer = Pick<
  Server,
  'instanceId' | 'account' | 'platform' | 'imageId' | 'publicIpAddress' | 'passwordHash' | 'systemDisk' | 'status'
>

/** A server, with what of its files, folders and links at `paths` differs from its image's. In one statement. */
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
    .select([...columns, statusAt(now).as('status')])
    .select(['f.path', 'f.kind', 'f.mode', 'f.content', 'f.modifiedAt'])
    .where('i.instanceId', '=', instanceId)
    .execute()
  const [server] = rows
  const entries = rows.flatMap(({ path, kind, mode, content, modifiedAt }) =>
    path && kind && mode !== null && content && modifiedAt
      ? [{ path, kind, mode, content, modifiedAt: modifiedAt.getTime() }]
      : []
  )
  return server && { server, entries }
}
