import { sql } from 'kysely'
import type { Db } from './db.ts'
import { deleteRows } from './reset.ts'
import { readTables } from './table-catalog.ts'

/** Deletes all rows of an account, in every table. */
export async function deleteAccount(db: Db, account: string): Promise<void> {
  await sql`delete from used_nonces where access_key_id in (
    select access_key_id from access_keys where account = ${account})`.execute(db)
  await deleteRows(db, await readTables(db, []), { account })
}

/** The key pairs and servers of an account, in the order of region and name: what its owner must delete or keep. */
export interface Belongings {
  readonly keyPairs: readonly { regionId: string; keyPairName: string }[]
  readonly instances: readonly { regionId: string; instanceId: string; instanceName: string }[]
}

export async function listBelongings(db: Db, account: string): Promise<Belongings> {
  const keyPairs = await db
    .selectFrom('keyPairs')
    .select(['regionId', 'name as keyPairName'])
    .where('account', '=', account)
    .orderBy('regionId')
    .orderBy('name')
    .execute()
  const instances = await db
    .selectFrom('instances')
    .select(['regionId', 'instanceId', 'instanceName'])
    .where('account', '=', account)
    .orderBy('regionId')
    .orderBy('instanceId')
    .execute()
  return { keyPairs, instances }
}
