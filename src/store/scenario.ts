import { type Selectable, sql } from 'kysely'
import { type Db, inTransaction } from './db.ts'
import { raiseRevision } from './revision.ts'
import { accountColumn, type Scope } from './scope.ts'
import type { Tables } from './tables/index.ts'

/** What a test suite has set up for the service, besides faults. */
export interface StoredScenario {
  /** Undefined is the machine's own time. */
  readonly clock: { readonly frozenAt: Date | null; readonly offsetMs: number } | undefined
  readonly transitions: readonly Selectable<Tables['transitions']>[]
  /** The accounts and operations that have faults: '' and `*` for all. */
  readonly faulty: readonly { readonly account: string; readonly operation: string }[]
}

/** All of it in one statement. */
export async function readScenario(db: Db): Promise<StoredScenario> {
  const { rows } = await sql<Omit<StoredScenario, 'clock'> & { frozenAt: Date | null; offsetMs: string | null }>`
    select clock.frozen_at, clock.offset_ms,
      (select coalesce(json_agg(t), '[]') from transitions t) as transitions,
      (select coalesce(json_agg(f), '[]') from (select distinct account, operation from faults) f) as faulty
    from (select) one left join clock on true`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('a statement that always gives a row gave none')
  const { frozenAt, offsetMs, transitions, faulty } = row
  return { clock: offsetMs === null ? undefined : { frozenAt, offsetMs: Number(offsetMs) }, transitions, faulty }
}

/** Stands still from `frozenAt` on, or runs as far from the machine's as `offsetMs` says. */
export async function setClock(db: Db, clock: { frozenAt: Date | null; offsetMs: number }): Promise<void> {
  await change(
    db,
    sql`
    insert into clock (frozen_at, offset_ms) values (${clock.frozenAt}, ${clock.offsetMs})
    on conflict (one) do update set frozen_at = excluded.frozen_at, offset_ms = excluded.offset_ms`
  )
}

/** Moves it on, or back; parallel moves add up. */
export async function advanceClock(db: Db, ms: number): Promise<void> {
  await change(
    db,
    sql`
    insert into clock (offset_ms) values (${ms})
    on conflict (one) do update set
      frozen_at = clock.frozen_at + ${ms}::double precision * interval '1 millisecond',
      offset_ms = clock.offset_ms + ${ms}`
  )
}

/** Back to the machine's own time. */
export async function resetClock(db: Db): Promise<void> {
  await change(db, sql`delete from clock`)
}

/** For an account, or for all accounts that have none of their own. */
export async function setTransition(
  db: Db,
  scope: Scope,
  { ms, reads }: Pick<Selectable<Tables['transitions']>, 'ms' | 'reads'>
): Promise<void> {
  const account = accountColumn(scope)
  await change(
    db,
    sql`
    insert into transitions (account, ms, reads) values (${account}, ${ms}, ${reads})
    on conflict (account) do update set ms = excluded.ms, reads = excluded.reads`
  )
}

export async function resetTransition(db: Db, scope: Scope): Promise<void> {
  await change(db, sql`delete from transitions where account = ${accountColumn(scope)}`)
}

async function change(db: Db, statement: ReturnType<typeof sql>): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await statement.execute(transaction)
    await raiseRevision(transaction)
  })
}
