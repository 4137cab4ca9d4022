import { sql } from 'kysely'
import { migrate } from '../migrate.ts'
import { openEmbedded } from './open.ts'
import { idleSchema } from './pglite.ts'

// Template databases make up two thirds of a new cluster, and the service never creates a database.
const shrink = [
  'update pg_database set datistemplate = false',
  'drop database template0',
  'drop database template1',
  'checkpoint'
]

/**
 * A plain tar of an empty database with every migration applied in two schemas: `public`, and one for a second
 * instance.
 */
export async function makeImage(): Promise<Uint8Array> {
  const { database, dump } = await openEmbedded({ log: () => {} })
  await sql`create schema ${sql.id(idleSchema)}`.execute(database.db)
  await sql`set search_path to ${sql.id(idleSchema)}`.execute(database.db)
  await migrate(database.db)
  for (const statement of shrink) await sql.raw(statement).execute(database.db)
  const image = await dump()
  await database.close()
  return image
}
