/** Tells errors of an unavailable database from errors of a wrong statement. */
import pg from 'pg'

/**
 * The database is unavailable, or the connection was lost in the middle of the work. If that happened during a commit,
 * the outcome is unknown: a caller who repeats the call with its ClientToken gets the answer.
 */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError'
}

// SQLSTATE: connection lost, resources exhausted, shutdown and start-up, cancelled, read-only (a standby), system
// error.
const unavailable = /^(08|53|57P0|57014|25006|25P0[34]|58)/
// The SQLSTATEs among them with which the server, or a pooler in front of it, serves nobody.
const notServing = /^(08|57P0)/

const codeOf = (error: unknown): string => (error instanceof pg.DatabaseError ? (error.code ?? '') : '')

/** Whether the server reports that it can't run any statement now. */
export const isUnavailable = (error: unknown): boolean => unavailable.test(codeOf(error))

/** Whether the error comes from a server that serves other clients. */
export const isServing = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && !notServing.test(codeOf(error))

/** The reason for a log line. An AggregateError has an empty message, so its code stands for it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message || String((error as NodeJS.ErrnoException).code ?? error.name)
}
