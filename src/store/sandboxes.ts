import { type Selectable, sql } from 'kysely'
import type { StoredAccessKey } from './access-keys.ts'
import { deleteAccount } from './accounts.ts'
import { type Db, inTransaction } from './db.ts'
import { raiseRevision } from './revision.ts'
import type { Tables } from './tables/index.ts'

export type Sandbox = Selectable<Tables['sandboxes']>

/** A new one, with its AccessKey. */
export async function addSandbox(db: Db, sandbox: Sandbox, { policies: _, ...key }: StoredAccessKey): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await transaction.insertInto('sandboxes').values(sandbox).execute()
    await transaction.insertInto('accessKeys').values(key).execute()
  })
}

/** Those that haven't ended, the one that ends first first. */
export async function listSandboxes(db: Db, now: Date): Promise<Sandbox[]> {
  return await db
    .selectFrom('sandboxes')
    .selectAll()
    .where('expiresAt', '>', now)
    .orderBy('expiresAt')
    .orderBy('account')
    .execute()
}

export async function findSandbox(db: Db, account: string, now: Date): Promise<Sandbox | undefined> {
  return await db
    .selectFrom('sandboxes')
    .selectAll()
    .where('account', '=', account)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
}

/** Keeps a sandbox from ending until the transaction has ended; false when it has ended already. */
export async function holdSandbox(db: Db, account: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from sandboxes where account = ${account} and expires_at > ${now} for share`.execute(db)
  return rows.length > 0
}

/** Deletes a sandbox and everything of it, after the writes that hold it. */
export async function deleteSandbox(db: Db, account: string): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await sql`select 1 from sandboxes where account = ${account} for update`.execute(transaction)
    await deleteAccount(transaction, account)
    await raiseRevision(transaction)
  })
}

/** Deletes those that have ended. */
export async function deleteExpiredSandboxes(db: Db, now: Date): Promise<void> {
  const ended = await db.selectFrom('sandboxes').select('account').where('expiresAt', '<=', now).execute()
  for (const { account } of ended) await deleteSandbox(db, account)
}
