import { type Kysely, sql } from 'kysely'

// Every invariant is a constraint of the database; the store only turns its violation into an error of the API.
const statements = [
  sql`create table quotas (
    account text not null,
    region_id text not null,
    name text not null,
    used integer not null default 0,
    quota integer not null,
    primary key (account, region_id, name),
    constraint quotas_not_negative check (used >= 0),
    constraint quotas_not_exceeded check (used <= quota)
  )`,
  sql`create table key_pairs (
    account text not null,
    region_id text not null,
    name text collate "C" not null,
    public_key text not null,
    origin text not null check (origin in ('Created', 'Imported')),
    made_for_instance boolean not null default false,
    created_at timestamptz not null,
    primary key (account, region_id, name)
  )`,
  sql`create index key_pairs_newest on key_pairs (account, region_id, created_at desc, name)`,
  sql`create sequence instance_addresses`,
  sql`create table instances (
    instance_id text primary key,
    account text not null,
    region_id text not null,
    instance_name text not null,
    image_id text not null,
    plan_id text not null,
    platform text not null check (platform in ('Linux', 'Windows')),
    status text not null check (status in ('Running', 'Stopped')),
    via text[] not null default '{}',
    via_since timestamptz not null,
    via_ms integer not null default 0 check (via_ms >= 0),
    key_pair_name text collate "C",
    installed_public_key text,
    public_ip_address text not null unique,
    inner_ip_address text not null,
    password_hash text,
    pending_password_hash text,
    data_disk_size integer not null,
    auto_renew boolean not null,
    auto_renew_period integer not null,
    created_at timestamptz not null,
    expired_at timestamptz not null,
    constraint instances_key_pair foreign key (account, region_id, key_pair_name)
      references key_pairs (account, region_id, name),
    constraint instances_windows_has_no_key_pair check (platform = 'Linux' or key_pair_name is null)
  )`,
  sql`create index instances_newest on instances (account, region_id, created_at desc, instance_id)`,
  sql`create index instances_by_key_pair on instances (account, region_id, key_pair_name)
    where key_pair_name is not null`,
  sql`create table instance_tags (
    instance_id text not null references instances on delete cascade,
    tag_key text collate "C" not null,
    tag_value text not null,
    primary key (instance_id, tag_key)
  )`,
  sql`create table pending_key_changes (
    id bigint generated always as identity primary key,
    instance_id text not null references instances on delete cascade,
    change text not null check (change in ('Attach', 'Detach')),
    key_pair_name text not null,
    public_key text not null,
    requested_at timestamptz not null
  )`,
  sql`create index pending_key_changes_in_order on pending_key_changes (instance_id, id)`,
  sql`create table guest_files (
    instance_id text not null references instances on delete cascade,
    path text collate "C" not null,
    content bytea not null,
    modified_at timestamptz not null,
    primary key (instance_id, path)
  )`,
  sql`create table client_tokens (
    account text not null,
    action text not null,
    token_hash bytea not null,
    parameters_hash bytea not null,
    sealed_result bytea,
    expires_at timestamptz not null,
    primary key (account, action, token_hash)
  )`,
  sql`create index client_tokens_expired on client_tokens (expires_at)`
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table client_tokens, guest_files, pending_key_changes, instance_tags, instances, key_pairs, quotas`.execute(
    db
  )
  await sql`drop sequence instance_addresses`.execute(db)
}
