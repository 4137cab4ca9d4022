/** Which test file runs on what. */
import { readFileSync } from 'node:fs'
import type { ImportGraph } from './imports.ts'

/** Whether the file gets a database from a fixture, and doesn't say why one is enough; the others run once. */
export function runsOnBoth(path: string): boolean {
  const text = readFileSync(path, 'utf8')
  return /\/(fixture|transfers)\.ts'/.test(text) && !/^\/\/ On the embedded database only: \S/m.test(text)
}

/** Each file tries the service as it is built at least once; what runs twice tries it from its sources too. */
export const isOfBuilt = (path: string, databaseUrl: string | undefined) =>
  databaseUrl !== undefined || !runsOnBoth(path)

// Who loads one of these starts a service, a program, a thread of the build, or talks to a database.
const heavy = /^(node:(child_process|worker_threads)|(fastify|ssh2|@electric-sql\/pglite)(\/.*)?)$/
// The product loads these for a function or a type of error that is harmless; a test loads them to connect.
const connecting = /^(node:(net|tls|http|https)|pg)$/

/** Whether the file needs no service, no database, no other program and no build. */
export function isUnit(path: string, imports: ImportGraph): boolean {
  for (const { from, to } of imports.reached(path)) {
    if (to === 'test/fixture.ts' || heavy.test(to)) return false
    if (connecting.test(to) && /^(test|scripts)\//.test(from)) return false
  }
  return true
}
