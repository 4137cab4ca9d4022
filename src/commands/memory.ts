/** Whether memory was too small for the embedded database, in a sentence. */
import type { Config } from '../config/config.ts'

// What the sentence advises: more than the service and the embedded database use at rest.
const neededMb = 512

/** undefined for an error of another kind. */
export function explainMemory({ databaseUrl }: Pick<Config, 'databaseUrl'>, error: unknown): string | undefined {
  if (databaseUrl !== undefined) return undefined
  const errors = [error, (error as Error).cause].filter((one) => one instanceof Error)
  const found = errors.find(isOfMemory)
  if (found === undefined) return undefined
  const way = /WebAssembly/.test(found.message)
    ? 'WebAssembly reserves far more addresses than it uses: lift the limit of them (ulimit -v unlimited)'
    : `Give the process ${neededMb} MB or more (docker run --memory)`
  return `there is too little memory for the embedded database (${found.message}). ${way}, or use a PostgreSQL with DATABASE_URL.`
}

const isOfMemory = ({ code, message }: NodeJS.ErrnoException): boolean =>
  code === 'ERR_WORKER_OUT_OF_MEMORY' || code === 'ENOMEM' || /out of memory|could not allocate memory/i.test(message)
