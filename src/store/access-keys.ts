import type { Selectable } from 'kysely'
import { type Db, inTransaction } from './db.ts'
import { raiseRevision } from './revision.ts'
import type { Tables } from './tables/index.ts'

export type StoredAccessKey = Selectable<Tables['accessKeys']>

/** Adds an AccessKey or replaces the account's AccessKey of this id. False if the id belongs to another account. */
export async function putAccessKey(transaction: Db, key: StoredAccessKey): Promise<boolean> {
  const { accessKeyId, createdAt, policies, ...rest } = key
  const changed = { ...rest, policies: policies === null ? null : JSON.stringify(policies) }
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('accessKeys')
    .values({ accessKeyId, createdAt, ...changed })
    .onConflict((conflict) =>
      conflict.column('accessKeyId').doUpdateSet(changed).where('accessKeys.account', '=', key.account)
    )
    .executeTakeFirstOrThrow()
  await raiseRevision(transaction)
  return numInsertedOrUpdatedRows === 1n
}

/** False if the account has no AccessKey of this id. `account` undefined: any account. */
export async function deleteAccessKey(db: Db, accessKeyId: string, account: string | undefined): Promise<boolean> {
  return await inTransaction(db, async (transaction) => {
    const query = transaction.deleteFrom('accessKeys').where('accessKeyId', '=', accessKeyId)
    const { numDeletedRows } = await (account === undefined
      ? query
      : query.where('account', '=', account)
    ).executeTakeFirst()
    if (numDeletedRows > 0n) await raiseRevision(transaction)
    return numDeletedRows > 0n
  })
}

/** The AccessKeys of one account or, if it is undefined, of all accounts, in the order of their ids. */
export async function listAccessKeys(db: Db, account: string | undefined): Promise<StoredAccessKey[]> {
  const query = db.selectFrom('accessKeys').selectAll().orderBy('accessKeyId')
  return await (account === undefined ? query : query.where('account', '=', account)).execute()
}

/**
 * The AccessKey whose id is `name`, with the instant at which its account ends. `'account'` if `name` is no AccessKey,
 * but an account that has AccessKeys.
 */
export async function findAccessKey(
  db: Db,
  name: string
): Promise<(StoredAccessKey & { endsAt: Date | null }) | 'account' | undefined> {
  const rows = await db
    .selectFrom('accessKeys')
    .leftJoin('sandboxes', 'sandboxes.account', 'accessKeys.account')
    .selectAll('accessKeys')
    .select('sandboxes.expiresAt as endsAt')
    .where((eb) => eb.or([eb('accessKeyId', '=', name), eb('accessKeys.account', '=', name)]))
    .orderBy((eb) => eb('accessKeyId', '=', name), 'desc')
    .limit(1)
    .execute()
  const [row] = rows
  return row === undefined || row.accessKeyId === name ? row : 'account'
}
