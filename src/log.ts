/** What a log line may show. A database's error holds whole rows in its `detail`, so only named fields are taken. */
export const logSerializers = {
  err(error: Error & { code?: unknown; constraint?: unknown }) {
    const { message, stack = '', code, constraint } = error
    return { type: error.constructor.name, message, stack, code, constraint }
  }
}
