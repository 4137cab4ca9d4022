import { createHash } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Db } from './db.ts'
import type { Tables } from './tables/index.ts'

/** How many an account may have that nobody has opened yet; the oldest give way. */
const keptAmount = 100

export type TerminalSession = Omit<Selectable<Tables['terminalSessions']>, 'tokenHash'>

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

/** The session that the token opens, once: from now on it opens nothing. */
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
    .returning(['sessionId', 'account', 'instanceId', 'commandLine', 'expiresAt'])
    .executeTakeFirst()
}

/** Rows that another replica is deleting are left to it. */
export async function deleteExpiredTerminalSessions(db: Db, now: Date): Promise<void> {
  await sql`
    delete from terminal_sessions where session_id in (
      select session_id from terminal_sessions where expires_at <= ${now} for update skip locked
    )`.execute(db)
}
