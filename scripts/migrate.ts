/**
 * `npm run migrate`: brings the database's schema up to date and ends. The program does so by itself when it starts;
 * this is for those who want it done before, or by another database user.
 */
import { readConfig } from '../src/config/config.ts'
import { ConfigError } from '../src/config/sources.ts'
import { openDatabase } from '../src/store/database.ts'
import { findImageFile } from '../src/store/embedded/image-file.ts'

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  const { databaseUrl, dataDir } = config
  if (databaseUrl === undefined && dataDir === undefined) {
    throw new ConfigError('set DATABASE_URL or DATA_DIR: a database in memory has nothing to migrate.')
  }
  const database = await openDatabase({ ...config, image: findImageFile(), log: () => {} }) // what fails is thrown
  await database.close()
  const where = databaseUrl === undefined ? dataDir : nameOf(databaseUrl)
  process.stdout.write(`the schema of ${where} (${database.engine}) is up to date\n`)
}

/** A database's address without what is secret in it. */
function nameOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl)
  return `${host}${pathname}`
}

main().catch((error: NodeJS.ErrnoException) => {
  // Node's error for a name with several addresses has a code and no message.
  process.stderr.write(`migrate: ${error.message || error.code}\n`)
  process.exit(1)
})
