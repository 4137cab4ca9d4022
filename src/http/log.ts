/**
 * Which fields a log line shows. A database error holds whole rows in its `detail`, so only the listed fields are
 * logged.
 */
import { DatabaseUnavailableError } from '../store/unavailable.ts'

/**
 * While the database is away, `store/availability.ts` reports it once a second. The errors that calls get for the same
 * reason are not logged.
 */
export const logHooks = {
  logMethod(this: unknown, args: unknown[], method: (...args: never[]) => void): void {
    const [fields] = args as [{ err?: unknown }?]
    if (!(fields?.err instanceof DatabaseUnavailableError)) method.apply(this, args as never[])
  }
}

export const logSerializers = {
  err(error: Error & { code?: unknown; constraint?: unknown }) {
    const { message, stack = '', code, constraint } = error
    return { type: error.constructor.name, message, stack, code, constraint }
  }
}
