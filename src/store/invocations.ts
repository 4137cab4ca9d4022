import { type Insertable, type Selectable, sql } from 'kysely'
import { invocationNotFound } from '../errors/index.ts'
import type { Db } from './db.ts'
import type { RegionScope } from './key-pairs.ts'
import type { InvocationStatus } from './tables/commands.ts'
import type { Tables } from './tables/index.ts'

export type Invocation = Selectable<Tables['invocations']>
export type InvocationResult = Selectable<Tables['invocationResults']>

/** How a command starts out on a server. */
export interface Beginning {
  readonly instanceId: string
  readonly status: InvocationStatus
  readonly errorCode: string
}

/** DescribeInvocationResult: two weeks. */
const keptMs = 14 * 24 * 60 * 60 * 1000
/** Invocations of one account; the cloud keeps 100,000. */
const keptAmount = 1000

/** Adds an invocation on one or several servers. Of the account's ended invocations only the newest 1,000 stay. */
export async function addInvocation(
  db: Db,
  {
    parameters,
    ...invocation
  }: Omit<Insertable<Tables['invocations']>, 'id' | 'parameters'> & Pick<Invocation, 'parameters'>,
  beginnings: readonly Beginning[]
): Promise<void> {
  await db
    .insertInto('invocations')
    .values({ ...invocation, parameters: JSON.stringify(parameters) })
    .execute()
  const { invokeId, account, createdAt } = invocation
  const rows = beginnings.map((beginning) => ({
    invokeId,
    ...beginning,
    finishedAt: beginning.status === 'Pending' ? null : createdAt
  }))
  await db.insertInto('invocationResults').values(rows).execute()
  await sql`
    delete from invocations where invoke_id in (
      select invoke_id from invocations where account = ${account} order by id desc offset ${keptAmount}
      for update skip locked
    ) and ${hasEnded}`.execute(db)
}

const hasEnded = sql`not exists (
  select from invocation_results r where r.invoke_id = invocations.invoke_id and r.status in ('Pending', 'Running'))`

/** Deletes invocations that are older than two weeks and have ended. */
export async function deleteOldInvocations(db: Db, now: Date): Promise<void> {
  await sql`
    delete from invocations where invoke_id in (
      select invoke_id from invocations where created_at <= ${since(now)} for update skip locked
    ) and ${hasEnded}`.execute(db)
}

const since = (now: Date) => new Date(now.getTime() - keptMs)

const onServer = (db: Db, scope: RegionScope, instanceId: string, now: Date) =>
  db
    .selectFrom('invocations')
    .innerJoin('invocationResults', 'invocationResults.invokeId', 'invocations.invokeId')
    .where((eb) => eb.and({ ...scope, instanceId }))
    .where('createdAt', '>', since(now))

/**
 * One page of a server's invocations, newest first, and the number of all of them. Without `statuses`: of all states.
 */
export async function listInvocations(
  db: Db,
  scope: RegionScope,
  { instanceId, statuses }: { instanceId: string; statuses: readonly InvocationStatus[] | undefined },
  { limit, offset, now }: { limit: number; offset: number; now: Date }
): Promise<{ totalCount: number; invocations: (Invocation & { status: InvocationStatus })[] }> {
  const all = onServer(db, scope, instanceId, now)
  const query = statuses === undefined ? all : all.where('status', 'in', statuses)
  const { total } = await query.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow()
  const invocations = await query
    .selectAll('invocations')
    .select('status')
    .orderBy('invocations.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  return { totalCount: Number(total), invocations }
}

/** Throws invocationNotFound. */
export async function getInvocationResult(
  db: Db,
  scope: RegionScope,
  { instanceId, invokeId }: { instanceId: string; invokeId: string },
  now: Date
): Promise<InvocationResult & { username: string }> {
  return await onServer(db, scope, instanceId, now)
    .selectAll('invocationResults')
    .select('username')
    .where('invocations.invokeId', '=', invokeId)
    .executeTakeFirstOrThrow(() => invocationNotFound())
}
