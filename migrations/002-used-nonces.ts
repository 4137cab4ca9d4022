import { type Kysely, sql } from 'kysely'

/** The nonces of signatures that may still be valid. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table used_nonces (
    access_key_id text not null,
    nonce_hash bytea not null,
    expires_at timestamptz not null,
    primary key (access_key_id, nonce_hash)
  )`.execute(db)
  await sql`create index used_nonces_expired on used_nonces (expires_at)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table used_nonces`.execute(db)
}
