import { type Selectable, sql } from 'kysely'
import type { Db } from './db.ts'
import type { Tables } from './tables/index.ts'

/** Which call: the token itself is known here by its hash only. */
export interface TokenKey {
  readonly account: string
  readonly action: string
  readonly tokenHash: Buffer
}

export type ClientToken = Pick<Selectable<Tables['clientTokens']>, 'parametersHash' | 'sealedResult'>

/** What the token was used for before, unless that is longer ago than it is remembered. */
export async function findClientToken(db: Db, key: TokenKey, now: Date): Promise<ClientToken | undefined> {
  return await db
    .selectFrom('clientTokens')
    .select(['parametersHash', 'sealedResult'])
    .where((eb) => eb.and({ ...key }))
    .where('expiresAt', '>', now)
    .executeTakeFirst()
}

/**
 * Takes the token for this transaction; false when another call has it. While another transaction holds it unfinished,
 * this waits for that one's end.
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

/** Keeps the result with the token. */
export async function completeClientToken(db: Db, key: TokenKey, sealedResult: Buffer): Promise<void> {
  await db
    .updateTable('clientTokens')
    .set({ sealedResult })
    .where((eb) => eb.and({ ...key }))
    .execute()
}

/** Deletes what has expired; rows that another replica is deleting are left to it. */
export async function deleteExpiredClientTokens(db: Db, now: Date): Promise<void> {
  await sql`
    delete from client_tokens where (account, action, token_hash) in (
      select account, action, token_hash from client_tokens where expires_at <= ${now} for update skip locked
    )`.execute(db)
}
