import { type Kysely, sql } from 'kysely'

const statements = [
  // Limits that differ from the cloud's; '' is for all accounts or all regions.
  sql`create table quota_overrides (
    account text not null,
    region_id text not null,
    name text not null,
    quota integer not null check (quota >= 0),
    primary key (account, region_id, name)
  )`,
  // The hashes of the seed files that SWAS_SEED has applied, so that a restart doesn't apply them again.
  sql`create table seeds (content_hash bytea primary key, at timestamptz not null)`
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table seeds, quota_overrides`.execute(db)
}
