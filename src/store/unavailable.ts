/** Which errors say that the database is away, rather than that a statement was wrong. */
import pg from 'pg'

/**
 * The database is away, or was lost in the middle of the work. If that was a commit, nobody knows whether it was done:
 * a caller who repeats the call with its ClientToken learns the truth.
 */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError'
}

// SQLSTATE: connection lost, resources exhausted, shutdown and start-up, cancelled, read-only (a standby), system error.
const unavailable = /^(08|53|57P0|57014|25006|25P0[34]|58)/
// Those after which the server, or a pooler in front of it, doesn't serve anybody.
const notServing = /^(08|57P0)/

const codeOf = (error: unknown): string => (error instanceof pg.DatabaseError ? (error.code ?? '') : '')

/** Whether the server itself says that it can't do this now, whatever the statement is. */
export const saysUnavailable = (error: unknown): boolean => unavailable.test(codeOf(error))

/** Whether a server answered that serves others, although it refused this. */
export const isServing = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && !notServing.test(codeOf(error))

/** For a log line. An error with several causes has no words of its own. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message || String((error as NodeJS.ErrnoException).code ?? error.name)
}
