import pg from 'pg'
import type { ErrorFactory } from '../errors/index.ts'

/** For `.catch()` on a statement: turns the violation of a constraint, by its name, into an error of the API. */
export function whenViolated(errors: Readonly<Record<string, ErrorFactory>>): (error: unknown) => never {
  return (error) => {
    const constraint = error instanceof pg.DatabaseError ? error.constraint : undefined
    throw (constraint === undefined ? undefined : errors[constraint]?.()) ?? error
  }
}
