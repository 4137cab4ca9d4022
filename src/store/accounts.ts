import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * Deletes everything an account has: from every table with a column `account`, so that a new table can't be forgotten.
 * One statement, since constraints between the tables are checked at its end.
 */
export async function deleteAccount(db: Db, account: string): Promise<void> {
  const { rows } = await sql<{ tableName: string }>`
    select table_name from information_schema.columns
    where table_schema = current_schema() and column_name = 'account'`.execute(db)
  const deletions = rows.map(
    ({ tableName }) =>
      sql`${sql.ref(`from_${tableName}`)} as (delete from ${sql.table(tableName)} where account = ${account})`
  )
  await sql`
    with from_nonces as (
      delete from used_nonces where access_key_id in (select access_key_id from access_keys where account = ${account})
    ), ${sql.join(deletions)} select 1`.execute(db)
}

/** What people would miss when it stays: key pairs and servers, in the order of region and name. */
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
