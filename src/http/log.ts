/** What a log line may show. A database's error holds whole rows in its `detail`, so only named fields are taken. */
import { DatabaseUnavailableError } from '../store/unavailable.ts'

/**
 * A database that is away is reported by `store/availability.ts`, one line a second: whoever meets it afterwards adds
 * nothing.
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
