/** Whether memory was too small for a start, in a sentence. */

// What the sentence advises: more than the service and the embedded database use at rest.
const neededMb = 512

/** undefined for an error of another kind. */
export function explainMemory(error: unknown): string | undefined {
  const { code, message } = error as NodeJS.ErrnoException
  const isMemory =
    code === 'ERR_WORKER_OUT_OF_MEMORY' || code === 'ENOMEM' || /out of memory|could not allocate memory/i.test(message)
  return isMemory
    ? `there is too little memory for the embedded database (${message}). Give the process ${neededMb} MB or more (docker run --memory, ulimit -v), or use a PostgreSQL with DATABASE_URL.`
    : undefined
}
