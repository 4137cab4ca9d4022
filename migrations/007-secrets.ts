import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What all replicas must know and nobody has told them: made by the first of them.
  await sql`create table secrets (name text primary key, value bytea not null)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table secrets`.execute(db)
}
