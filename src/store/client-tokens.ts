import { type Selectable, sql } from 'kysely'
import type { Db } from './db.ts'
import type { Tables } from './tables/index.ts'

/** A ClientToken of an operation and account. The database holds the token's hash only. */
export interface TokenKey {
  readonly account: string
  readonly action: string
  readonly tokenHash: Buffer
}

export type ClientToken = Pick<Selectable<Tables['clientTokens']>, 'parametersHash' | 'sealedResult'>

/** The earlier call with this token, unless the token has expired. */
export async function findClientToken(db: Db, key: TokenKey, now: Date): Promise<ClientToken | undefined> {
  return await db
    .selectFrom('clientTokens')
    .select(['parametersHash', 'sealedResult'])
    .where((eb) => eb.and({ ...key }))
    .where('expiresAt', '>', now)
    .executeTakeFirst()
}

/**
 * Claims the token for this transaction. False if another call has used it. If another transaction is claiming it, this
 * waits for that transaction's end.
 */
export async function claimClientToken(
  db: Db,
  key: TokenKey,
  claim: { parametersHash: Buffer; now: Date; expiresAt: Date }
): Promise<boolean> {
  const { parametersHash, expiresAt } = claim
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('clientTokens')
    .values({ ...key, parametersHash, expiresAt, sealedResult: null })
    .onConflict((conflict) =>
      conflict
        .columns(['account', 'action', 'tokenHash'])
        .doUpdateSet({ parametersHash, expiresAt, sealedResult: null })
        .where('clientTokens.expiresAt', '<=', claim.now)
    )
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Stores the call's result with the token. */
export async function completeClientToken(db: Db, key: TokenKey, sealedResult: Buffer): Promise<void> {
  await db
    .updateTable('clientTokens')
    .set({ sealedResult })
    .where((eb) => eb.and({ ...key }))
    .execute()
}

/** Deletes expired tokens. Skips rows that another replica is deleting. */
export async function deleteExpiredClientTokens(db: Db, now: Date): Promise<void> {
  await sql`
    delete from client_tokens where (account, action, token_hash) in (
      select account, action, token_hash from client_tokens where expires_at <= ${now} for update skip locked
    )`.execute(db)
}
