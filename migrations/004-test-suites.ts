import { type Kysely, sql } from 'kysely'

const statements = [
  // Rises with each change of data that replicas cache: AccessKeys, clock, transitions, faults.
  sql`alter table access_keys_revision rename to revision`,
  // One row, or none: then the service's clock is the machine's.
  sql`create table clock (
    one boolean primary key default true check (one),
    frozen_at timestamptz,
    offset_ms bigint not null default 0
  )`,
  // How long servers stay in a transitional state; '' is for all accounts without a row of their own.
  sql`create table transitions (
    account text primary key,
    ms integer not null check (ms >= 0),
    reads integer not null check (reads >= 0)
  )`,
  sql`alter table instances
    add column via_reads integer not null default 0 check (via_reads >= 0),
    add column reads integer not null default 0`,
  // Faults that a test injects; '' is for all accounts, '*' for all operations.
  sql`create table faults (
    id bigint generated always as identity primary key,
    account text not null,
    operation text not null,
    first integer not null check (first > 0),
    times integer check (times > 0),
    ends_at timestamptz,
    effect jsonb not null,
    seen integer not null default 0,
    hits integer not null default 0,
    created_at timestamptz not null
  )`,
  sql`create table calls (
    id bigint generated always as identity primary key,
    request_id text not null,
    account text not null,
    access_key_id text not null,
    door text not null check (door in ('RPC', 'REST')),
    method text not null,
    action text not null,
    parameters jsonb not null,
    unread jsonb not null,
    status integer not null,
    code text not null,
    fault bigint,
    at timestamptz not null,
    ms real not null
  )`,
  sql`create index calls_by_account on calls (account, id)`,
  sql`create index calls_by_request on calls (request_id)`,
  // '' is for a snapshot of the whole service.
  sql`create table snapshots (
    account text not null,
    name text collate "C" not null,
    created_at timestamptz not null,
    content jsonb not null,
    primary key (account, name)
  )`
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table snapshots, calls, faults, transitions, clock`.execute(db)
  await sql`alter table instances drop column via_reads, drop column reads`.execute(db)
  await sql`alter table revision rename to access_keys_revision`.execute(db)
}
