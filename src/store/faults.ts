import { sql } from 'kysely'
import { type Db, inTransaction } from './db.ts'
import { raiseRevision } from './revision.ts'
import { accountColumn, isIn, type Scope } from './scope.ts'

/** What happens to a call that a fault hits. */
export interface FaultEffect {
  readonly error?: {
    readonly status: number
    readonly code: string
    readonly message: string
    readonly retryAfterMs?: number
  }
  readonly delayMs?: number
  readonly twice?: boolean
  readonly reply?: 'reset' | 'cut' | 'never' | 'drip'
  readonly dripMs?: number
}

export interface NewFault {
  /** Whose calls it hits. */
  readonly scope: Scope
  /** `*` for every one. */
  readonly operation: string
  readonly first: number
  /** Null for all that follow. */
  readonly times: number | null
  readonly endsAt: Date | null
  readonly effect: FaultEffect
}

export interface StoredFault extends Omit<NewFault, 'scope'> {
  readonly id: string
  /** '' for all accounts, as the table and the control API have it. */
  readonly account: string
  readonly seen: number
  readonly hits: number
}

const columns = ['id', 'account', 'operation', 'first', 'times', 'endsAt', 'effect', 'seen', 'hits'] as const

/** All of them, in this order, or none. */
export async function addFaults(db: Db, faults: readonly NewFault[], now: Date): Promise<StoredFault[]> {
  return await inTransaction(db, async (transaction) => {
    const added = await transaction
      .insertInto('faults')
      .values(
        faults.map(({ scope, effect, ...fault }) => ({
          ...fault,
          account: accountColumn(scope),
          effect: JSON.stringify(effect),
          createdAt: now
        }))
      )
      .returning(columns)
      .execute()
    await raiseRevision(transaction)
    return added as StoredFault[]
  })
}

/** In the order in which they were set. */
export async function listFaults(db: Db, scope: Scope): Promise<StoredFault[]> {
  return (await db.selectFrom('faults').select(columns).where(isIn(scope)).orderBy('id').execute()) as StoredFault[]
}

/** Deletes the faults of the scope, with `id` only that one. Resolves with their number. */
export async function deleteFaults(db: Db, scope: Scope, id?: string): Promise<bigint> {
  return await inTransaction(db, async (transaction) => {
    let query = transaction.deleteFrom('faults').where(isIn(scope))
    if (id !== undefined) query = query.where('id', '=', id)
    const { numDeletedRows } = await query.executeTakeFirst()
    await raiseRevision(transaction)
    return numDeletedRows
  })
}

/**
 * Counts a call with every fault that waits for such a one, and gives the fault that hits it: of several the one that
 * was set first. One statement, so that parallel calls and replicas share the count.
 */
export async function takeFault(
  db: Db,
  account: string,
  operation: string,
  now: Date
): Promise<{ id: string; effect: FaultEffect } | undefined> {
  const { rows } = await sql<{ id: string; effect: FaultEffect; isChosen: boolean }>`
    with matching as (
      select id, seen + 1 >= first and (times is null or seen + 1 < first + times) as is_hit from faults
      where account in ('', ${account}) and operation in ('*', ${operation})
        and (ends_at is null or ends_at > ${now})
      order by id for update
    ), chosen as (select min(id) as id from matching where is_hit)
    update faults set seen = seen + 1, hits = hits + (faults.id = coalesce(chosen.id, 0))::integer
    from matching, chosen where faults.id = matching.id
    returning faults.id, faults.effect, faults.id = coalesce(chosen.id, 0) as is_chosen`.execute(db)
  return rows.find(({ isChosen }) => isChosen)
}
