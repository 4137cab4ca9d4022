import t from 'tap'
import { command, folder } from '../commands/command.ts'
import { databaseUrl, freshDatabase, needsPostgres } from '../fixture.ts'

t.test('a PostgreSQL that answers', needsPostgres, async (t) => {
  const DATABASE_URL = await freshDatabase(t, databaseUrl ?? '')
  const { stdout } = await command(['doctor', '--json'], { PORT: '2', HOME: folder(t), DATABASE_URL })
  const { database } = JSON.parse(stdout).checks
  t.match(database, { state: 'ok', says: /^the database of DATABASE_URL answers: PostgreSQL \d+/ })
})
