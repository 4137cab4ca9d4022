import pg from 'pg'
import type { ErrorFactory } from '../errors/index.ts'

/** For `.catch()` on a statement: says a violated constraint, by its name, in the API's own words. */
export function whenViolated(words: Readonly<Record<string, ErrorFactory>>): (error: unknown) => never {
  return (error) => {
    const constraint = error instanceof pg.DatabaseError ? error.constraint : undefined
    throw (constraint === undefined ? undefined : words[constraint]?.()) ?? error
  }
}
