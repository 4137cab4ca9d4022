import { createAvailability } from './availability.ts'
import { openEmbedded } from './embedded/open.ts'
import { openShared } from './embedded/shared.ts'
import { examinePostgres } from './examine-postgres.ts'
import { openPostgres } from './postgres.ts'
import { type Database, type DatabaseOptions, prepare } from './prepare.ts'

/** Opens the database and applies missing migrations. Rejects if the database can't be reached, opened or locked. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, databaseTimeouts, dataDir, log } = options
  if (databaseUrl !== undefined) {
    await examinePostgres(databaseUrl, databaseTimeouts.connectMs)
    const availability = createAvailability(log)
    const { pool, check } = openPostgres(databaseUrl, databaseTimeouts, availability)
    return await prepare({ engine: 'postgresql', pool, availability, check })
  }
  return dataDir === undefined ? await openShared(options) : (await openEmbedded(options)).database
}
