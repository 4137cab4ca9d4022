import { type Kysely, sql } from 'kysely'

const statements = [
  // Limits that are other than the cloud's: '' is for every account, or for every region.
  sql`create table quota_overrides (
    account text not null,
    region_id text not null,
    name text not null,
    quota integer not null check (quota >= 0),
    primary key (account, region_id, name)
  )`,
  // What SWAS_SEED has made already, by the hash of the file, so that a restart doesn't make it again.
  sql`create table seeds (content_hash bytea primary key, at timestamptz not null)`
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table seeds, quota_overrides`.execute(db)
}
