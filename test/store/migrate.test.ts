import { sql } from 'kysely'
import t from 'tap'
import { migrate } from '../../src/store/migrate.ts'
import { start } from '../fixture.ts'

t.test('a schema that is up to date is left alone, and one newer than the program is refused', async (t) => {
  const { db } = (await start(t)).database
  await migrate(db)
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  t.same(rows, [
    { name: '001-key-pairs-and-instances' },
    { name: '002-used-nonces' },
    { name: '003-callers' },
    { name: '004-test-suites' },
    { name: '005-limits-and-seeds' },
    { name: '006-guest-disks' },
    { name: '007-secrets' },
    { name: '008-commands' },
    { name: '009-password-order' }
  ])
  await sql`insert into kysely_migration values ('999-later', 'now')`.execute(db)
  await t.rejects(migrate(db), {
    message: /schema is newer than this program.*\(999-later\)\. Start that version, or set DATABASE_URL or DATA_DIR/
  })
})

t.test('a step that fails leaves nothing behind', async (t) => {
  const { db } = (await start(t)).database
  // As if no step had been applied, though its tables are there: the first statement of it fails.
  await sql`drop table kysely_migration`.execute(db)
  await t.rejects(migrate(db), { code: '42P07' })
  await t.rejects(
    sql`select * from kysely_migration`.execute(db),
    { code: '42P01' },
    'the list of steps was rolled back'
  )
})
