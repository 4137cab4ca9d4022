/** What decides a logon, as the database has it at this moment. */
import { sql } from 'kysely'
import type { Entry } from '../disk/entry.ts'
import type { Db } from './database.ts'
import { type InstanceStatus, statusAt } from './instances.ts'

export interface LogonServer {
  readonly instanceId: string
  readonly platform: 'Linux' | 'Windows'
  readonly status: InstanceStatus
  readonly publicIpAddress: string
  readonly passwordHash: string | null
  readonly systemDisk: number
}

/** The server at an address, or the one with an id. */
export type Which = { readonly publicIpAddress: string } | { readonly instanceId: string }

const columns = ['i.instanceId', 'platform', 'publicIpAddress', 'passwordHash', 'systemDisk'] as const

/** Of all accounts: who logs on says none. */
export async function findLogonServer(db: Db, which: Which, now: Date): Promise<LogonServer | undefined> {
  return await db
    .selectFrom('instances as i')
    .select([...columns, statusAt(now).as('status')])
    .where((eb) => eb.and({ ...which }))
    .executeTakeFirst()
}

/** The same, with what of its files, folders and links at `paths` differs from the image's. In one statement. */
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
