import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // How many of the server's queued key changes come before the pending password.
  await sql`alter table instances add column pending_password_position integer not null default 0`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table instances drop column pending_password_position`.execute(db)
}
