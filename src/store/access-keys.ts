import type { Selectable } from 'kysely'
import { type Db, inTransaction } from './db.ts'
import { raiseRevision } from './revision.ts'
import { isIn, type Scope } from './scope.ts'
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

/** False if the scope has no AccessKey of this id. */
export async function deleteAccessKey(db: Db, accessKeyId: string, scope: Scope): Promise<boolean> {
  return await inTransaction(db, async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom('accessKeys')
      .where('accessKeyId', '=', accessKeyId)
      .where(isIn(scope))
      .executeTakeFirst()
    if (numDeletedRows > 0n) await raiseRevision(transaction)
    return numDeletedRows > 0n
  })
}

/** In the order of their ids. */
export async function listAccessKeys(db: Db, scope: Scope): Promise<StoredAccessKey[]> {
  return await db.selectFrom('accessKeys').selectAll().where(isIn(scope)).orderBy('accessKeyId').execute()
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
