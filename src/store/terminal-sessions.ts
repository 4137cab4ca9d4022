import { createHash } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Db } from './db.ts'
import type { Tables } from './tables/index.ts'

/** How many unopened sessions an account may have. One more replaces the oldest. */
const keptAmount = 100

const columns = ['sessionId', 'account', 'instanceId', 'commandLine', 'expiresAt'] as const

export type TerminalSession = Pick<Selectable<Tables['terminalSessions']>, (typeof columns)[number]>

const hash = (token: string) => createHash('sha256').update(token).digest()

export async function addTerminalSession(db: Db, session: TerminalSession, token: string): Promise<void> {
  await db
    .insertInto('terminalSessions')
    .values({ ...session, tokenHash: hash(token) })
    .execute()
  await sql`
    delete from terminal_sessions where session_id in (
      select session_id from terminal_sessions where account = ${session.account}
      order by expires_at desc, session_id offset ${keptAmount} for update skip locked
    )`.execute(db)
}

/** Deletes and returns the session that the token opens, so a token works once. */
export async function takeTerminalSession(
  db: Db,
  sessionId: string,
  token: string,
  now: Date
): Promise<TerminalSession | undefined> {
  return await db
    .deleteFrom('terminalSessions')
    .where(sql<string>`session_id::text`, '=', sessionId)
    .where('tokenHash', '=', hash(token))
    .where('expiresAt', '>', now)
    .returning(columns)
    .executeTakeFirst()
}

/** Skips rows that another replica is deleting. */
export async function deleteExpiredTerminalSessions(db: Db, now: Date): Promise<void> {
  await sql`
    delete from terminal_sessions where session_id in (
      select session_id from terminal_sessions where expires_at <= ${now} for update skip locked
    )`.execute(db)
}
