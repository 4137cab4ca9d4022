/** Which test file runs on what. */
import { readFileSync } from 'node:fs'

/** Whether the file gets a database from a fixture, and doesn't say why one is enough; the others run once. */
export function runsOnBoth(path: string): boolean {
  const text = readFileSync(path, 'utf8')
  return /\/(fixture|transfers)\.ts'/.test(text) && !/^\/\/ On the embedded database only: \S/m.test(text)
}

/** Each file tries the service as it is built at least once; what runs twice tries it from its sources too. */
export const isOfBuilt = (path: string, databaseUrl: string | undefined) =>
  databaseUrl !== undefined || !runsOnBoth(path)
