import { type Kysely, sql } from 'kysely'

const statements = [
  // Accounts that end by themselves.
  sql`create table sandboxes (
    account text primary key,
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  sql`create index sandboxes_expired on sandboxes (expires_at)`,
  // AccessKeys of the control API. Secret and token are encrypted under a key that is not in the database.
  sql`create table access_keys (
    access_key_id text collate "C" primary key,
    account text not null,
    sealed bytea not null,
    active boolean not null,
    expires_at timestamptz,
    policies jsonb,
    created_at timestamptz not null
  )`,
  sql`create index access_keys_by_account on access_keys (account)`,
  // Rises with each change of an AccessKey, because other replicas may have cached it.
  sql`create table access_keys_revision (revision bigint not null)`,
  sql`insert into access_keys_revision values (0)`,
  sql`create table signature_reports (
    request_id text primary key,
    account text not null,
    report jsonb not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  sql`create index signature_reports_by_account on signature_reports (account, created_at)`,
  sql`create index signature_reports_expired on signature_reports (expires_at)`,
  // How often an account called an operation in the minute that began at `since`.
  sql`create table call_counts (
    account text not null,
    action text not null,
    since timestamptz not null,
    calls integer not null,
    primary key (account, action)
  )`
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table call_counts, signature_reports, access_keys_revision, access_keys, sandboxes`.execute(db)
}
