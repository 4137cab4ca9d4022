import { type Kysely, sql } from 'kysely'

const statements = [
  sql`create table commands (
    command_id text primary key,
    account text not null,
    region_id text not null,
    name text not null,
    description text not null,
    type text not null,
    content text not null,
    working_dir text not null,
    timeout integer not null check (timeout > 0),
    has_parameters boolean not null,
    created_at timestamptz not null
  )`,
  sql`create index commands_newest on commands (account, region_id, created_at desc, command_id)`,
  sql`create table command_tags (
    command_id text not null references commands on delete cascade,
    tag_key text collate "C" not null,
    tag_value text not null,
    primary key (command_id, tag_key)
  )`,
  // Calls of RunCommand and InvokeCommand. command_id is null for RunCommand, and the command may have been deleted.
  sql`create table invocations (
    id bigint generated always as identity unique,
    invoke_id text primary key,
    account text not null,
    region_id text not null,
    command_id text,
    name text not null,
    type text not null,
    content text not null,
    parameters json not null,
    script text not null,
    working_dir text not null,
    username text not null,
    timeout integer not null check (timeout > 0),
    created_at timestamptz not null
  )`,
  sql`create index invocations_by_account on invocations (account, id)`,
  sql`create index invocations_by_age on invocations (created_at)`,
  // One row for each server. Callers see times of the service's clock; queued_at and leased_until are the database's.
  sql`create table invocation_results (
    invoke_id text not null references invocations on delete cascade,
    instance_id text not null references instances on delete cascade,
    status text not null check (status in
      ('Pending', 'Invalid', 'Aborted', 'Running', 'Success', 'Failed', 'Error', 'Timeout', 'Terminated')),
    error_code text not null default '',
    exit_code integer,
    output bytea not null default '',
    started_at timestamptz,
    finished_at timestamptz,
    queued_at timestamptz not null default clock_timestamp(),
    runner_id uuid,
    leased_until timestamptz,
    primary key (invoke_id, instance_id),
    check ((status = 'Running') = (leased_until is not null))
  )`,
  sql`create index invocation_results_by_instance on invocation_results (instance_id)`,
  sql`create index invocation_results_open on invocation_results (queued_at) where status in ('Pending', 'Running')`,
  // A session is deleted when it is used; of its token only the hash is stored.
  sql`create table terminal_sessions (
    session_id uuid primary key,
    account text not null,
    instance_id text not null references instances on delete cascade,
    token_hash bytea not null,
    command_line text not null,
    expires_at timestamptz not null
  )`,
  sql`create index terminal_sessions_expired on terminal_sessions (expires_at)`
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table terminal_sessions, invocation_results, invocations, command_tags, commands`.execute(db)
}
