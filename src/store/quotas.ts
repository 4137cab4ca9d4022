import { sql } from 'kysely'
import type { Db } from './database.ts'
import type { Tables } from './tables.ts'

type QuotaName = Tables['quotas']['name']

/** The cloud's limits: 10 key pairs a region and account (CreateKeyPair), 20 servers an account (CreateInstances). */
export const defaultQuotas: Readonly<Record<QuotaName, number>> = { KeyPairs: 10, Instances: 20 }

export interface QuotaScope {
  readonly account: string
  /** '' where the limit counts over all regions. */
  readonly regionId: string
  readonly name: QuotaName
}

/** How many more fit. */
export async function findRoom(db: Db, scope: QuotaScope): Promise<number> {
  const row = await db
    .selectFrom('quotas')
    .select(sql<number>`quota - used`.as('room'))
    .where((eb) => eb.and({ ...scope }))
    .executeTakeFirst()
  return row?.room ?? defaultQuotas[scope.name]
}

/** Gives `amount` back. The row is locked until the transaction ends, so that changes of one scope are in line. */
export async function giveBack(db: Db, scope: QuotaScope, amount: number): Promise<void> {
  await db
    .updateTable('quotas')
    .set({ used: sql<number>`used - ${sql.val(amount)}::integer` })
    .where((eb) => eb.and({ ...scope }))
    .execute()
}
