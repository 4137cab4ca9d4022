import { type Kysely, sql } from 'kysely'

const statements = [
  // The revisions of disks. A number is never given twice, so a cached disk can tell that it was replaced.
  sql`create sequence disk_revisions`,
  sql`create sequence boots as integer`,
  // 'gone' hides a file of the image; 'deleted' tells caches to drop a file.
  sql`alter table guest_files
    add column kind text not null default 'file' check (kind in ('file', 'directory', 'link', 'gone', 'deleted')),
    add column mode integer not null default 420 check (mode between 0 and 4095),
    add column revision bigint not null default nextval('disk_revisions')`,
  sql`alter table instances
    add column boots integer not null default nextval('boots'),
    add column system_disk integer not null default 0,
    add column disk_origin bigint not null default nextval('disk_revisions'),
    add column disk_revision bigint not null default nextval('disk_revisions'),
    add column disk_forgotten bigint not null default 0`
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table instances drop column boots, drop column system_disk, drop column disk_origin,
    drop column disk_revision, drop column disk_forgotten`.execute(db)
  await sql`delete from guest_files where kind <> 'file'`.execute(db)
  await sql`alter table guest_files drop column kind, drop column mode, drop column revision`.execute(db)
  await sql`drop sequence boots`.execute(db)
  await sql`drop sequence disk_revisions`.execute(db)
}
