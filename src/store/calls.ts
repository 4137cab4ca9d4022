import { type RawBuilder, sql } from 'kysely'
import { type Db, inTransaction } from './db.ts'
import { isIn, type Scope } from './scope.ts'

/** A call as the log holds it. */
export interface LoggedCall {
  readonly id: string
  readonly requestId: string
  /** '' if the caller was not authenticated. */
  readonly account: string
  readonly accessKeyId: string
  readonly door: 'RPC' | 'REST'
  readonly method: string
  readonly action: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly unread: readonly string[]
  readonly status: number
  readonly code: string
  readonly fault: string | null
  readonly at: Date
  readonly ms: number
}

// Any number that nothing else in the database locks.
const lock = 20200602

/**
 * Adds calls, in this order, and keeps the newest `kept` of all. Whoever adds some holds a lock, so that ids become
 * visible in their order and who has seen one has seen all before it. Calls of sandboxes that have ended are left out.
 * `isRepeat`: a write of some of them failed, and nobody knows whether it was done; those that are there are left out.
 */
export async function addCalls(
  db: Db,
  calls: readonly Omit<LoggedCall, 'id'>[],
  { kept, isRepeat }: { readonly kept: number; readonly isRepeat: boolean }
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(lock)})`.execute(transaction)
    const there = isRepeat ? await findThere(transaction, calls) : new Set()
    const rows = calls
      .filter(({ requestId }) => !there.has(requestId))
      .map(({ requestId, accessKeyId, ...call }) => ({ request_id: requestId, access_key_id: accessKeyId, ...call }))
    await sql`
      with added as (
        insert into calls (request_id, account, access_key_id, door, method, action, parameters, unread, status, code,
          fault, at, ms)
        select request_id, account, access_key_id, door, method, action, parameters, unread, status, code, fault, at, ms
        from jsonb_populate_recordset(null::calls, ${asJson(rows)}::jsonb)
        where account not like 'sandbox-%' or account in (select account from sandboxes)
        returning id
      )
      delete from calls where id <= (select max(id) from added) - ${kept}::integer`.execute(transaction)
  })
}

async function findThere(db: Db, calls: readonly Pick<LoggedCall, 'requestId'>[]): Promise<Set<string>> {
  const requestIds = calls.map(({ requestId }) => requestId)
  const rows = await db.selectFrom('calls').select('requestId').where('requestId', 'in', requestIds).execute()
  return new Set(rows.map(({ requestId }) => requestId))
}

// A jsonb takes no NUL and no half of a character.
const asJson = (rows: unknown): string =>
  JSON.stringify(rows).replace(/(\\\\)|\\u(?:0000|d[89a-f]..)/g, (_, backslash?: string) => backslash ?? '\\ufffd')

export interface CallFilter {
  readonly scope: Scope
  readonly operation?: string
  readonly parameters?: object
  readonly code?: string
  readonly after?: string
  readonly requestId?: string
}

/** The newest `limit` that fit, or the oldest, for who follows the log; the oldest of them first. */
export async function listCalls(
  db: Db,
  filter: CallFilter,
  limit: number,
  which: 'newest' | 'oldest' = 'newest'
): Promise<LoggedCall[]> {
  const { rows } = await sql<LoggedCall>`
    select * from (
      select id, request_id, account, access_key_id, door, method, action, parameters, unread, status, code, fault, at, ms
      from calls where ${fits(filter)} order by id ${which === 'newest' ? sql`desc` : sql`asc`} limit ${limit}
    ) chosen order by id`.execute(db)
  return rows
}

/** Of the newest call there is; '0' where there is none. */
export async function lastCallId(db: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`select coalesce(max(id), 0) as id from calls`.execute(db)
  return rows[0]?.id ?? '0'
}

export async function deleteCalls(db: Db, scope: Scope): Promise<void> {
  await sql`delete from calls where ${fits({ scope })}`.execute(db)
}

function fits({ scope, operation, parameters, code, after, requestId }: CallFilter): RawBuilder<unknown> {
  const conditions = [
    isIn(scope),
    operation !== undefined && sql`action = ${operation}`,
    parameters !== undefined && sql`parameters @> ${JSON.stringify(parameters)}::jsonb`,
    code !== undefined && sql`code = ${code}`,
    after !== undefined && sql`id > ${after}::bigint`,
    requestId !== undefined && sql`request_id = ${requestId}`
  ].filter((condition) => condition !== false)
  return sql.join(conditions, sql` and `)
}
