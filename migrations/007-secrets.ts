import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Secrets that all replicas share and no setting gives: the first replica makes them.
  await sql`create table secrets (name text primary key, value bytea not null)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table secrets`.execute(db)
}
