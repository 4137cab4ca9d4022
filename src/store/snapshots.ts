import { diskLimits } from '@swas-local/linux/disk/limits.ts'
import { sql } from 'kysely'
import pg from 'pg'
import { snapshotConflict, snapshotMalformed, snapshotTooLarge } from '../errors/index.ts'
import { type Db, inTransaction } from './db.ts'
import { skipAddresses } from './new-instances.ts'
import { clear } from './reset.ts'
import { raiseRevision } from './revision.ts'
import { accountColumn, type Scope } from './scope.ts'
import { hasAccount, keptOnReset, readTables, rowsOf, type Table } from './table-catalog.ts'

/** The file of a snapshot, see docs/state.md. */
export interface SnapshotFile {
  readonly format: 'swas-local snapshot'
  readonly version: 1
  /** '' is the whole service. */
  readonly account: string
  readonly created: string
  readonly tables: Readonly<Record<string, readonly Row[]>>
}

type Row = Readonly<Record<string, unknown>>

// Sealed replies hold private keys, and the rest is what happened, not what is.
const left = [
  ...keptOnReset,
  'client_tokens',
  'used_nonces',
  'signature_reports',
  'call_counts',
  'calls',
  'invocations',
  'invocation_results',
  'terminal_sessions'
]

const readState = (db: Db): Promise<Table[]> => readTables(db, left)

/**
 * Saves the state of the scope; replaces a snapshot of the same name. Throws snapshotTooLarge where there are more
 * files than one server can have: a value of the database holds no more.
 */
export async function saveSnapshot(db: Db, scope: Scope, name: string, now: Date): Promise<void> {
  const account = accountColumn(scope)
  const { rows } = await sql<{ isTooLarge: boolean }>`
    select coalesce(sum(octet_length(f.content)), 0) > ${diskLimits.diskBytes} as is_too_large
    from guest_files f join instances i on i.instance_id = f.instance_id
    where ${account} in ('', i.account)`.execute(db)
  if (rows[0]?.isTooLarge) throw snapshotTooLarge()
  const tables = (await readState(db)).filter((table) => 'all' in scope || hasAccount(table) || table.parent)
  const members = tables.map(
    (table) =>
      sql`${sql.lit(table.name)}, (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ${sql.table(table.name)} t
        where ${rowsOf(table, account)})`
  )
  const head = { format: 'swas-local snapshot', version: 1, account, created: now.toISOString() }
  await sql`
    insert into snapshots (account, name, created_at, content)
    select ${account}, ${name}, ${now},
      ${JSON.stringify(head)}::jsonb || jsonb_build_object('tables', jsonb_build_object(${sql.join(members)}))
    on conflict (account, name) do update set created_at = excluded.created_at, content = excluded.content`.execute(db)
}

/** Keeps a file under a name. Throws snapshotMalformed where it doesn't fit the tables. */
export async function importSnapshot(
  db: Db,
  scope: Scope,
  { name, file, now }: { readonly name: string; readonly file: SnapshotFile; readonly now: Date }
): Promise<void> {
  await checkFile(db, file)
  const content = JSON.stringify(file)
  const account = accountColumn(scope)
  await sql`
    insert into snapshots (account, name, created_at, content) values (${account}, ${name}, ${now}, ${content})
    on conflict (account, name) do update set created_at = excluded.created_at, content = excluded.content`.execute(db)
}

async function checkFile(db: Db, { tables, account }: SnapshotFile): Promise<void> {
  const known = new Map((await readState(db)).map((table) => [table.name, table]))
  for (const [name, rows] of Object.entries(tables)) {
    const table = known.get(name)
    if (table === undefined) throw snapshotMalformed({ detail: `/tables/${name} is not known.` })
    for (const [index, row] of rows.entries()) {
      const unknown = Object.keys(row).find((column) => !table.columns.includes(column))
      if (unknown !== undefined)
        throw snapshotMalformed({ detail: `/tables/${name}/${index}/${unknown} is not known.` })
      if (account !== '' && hasAccount(table) && row.account !== account)
        throw snapshotMalformed({ detail: `/tables/${name}/${index}/account is not ${account}.` })
    }
  }
}

/** Newest first. */
export async function listSnapshots(db: Db, scope: Scope): Promise<{ name: string; createdAt: Date }[]> {
  return await db
    .selectFrom('snapshots')
    .select(['name', 'createdAt'])
    .where('account', '=', accountColumn(scope))
    .orderBy('createdAt', 'desc')
    .orderBy('name')
    .execute()
}

export async function findSnapshot(db: Db, scope: Scope, name: string): Promise<SnapshotFile | undefined> {
  const row = await db
    .selectFrom('snapshots')
    .select('content')
    .where('account', '=', accountColumn(scope))
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.content as SnapshotFile | undefined
}

export async function deleteSnapshot(db: Db, scope: Scope, name: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('snapshots')
    .where('account', '=', accountColumn(scope))
    .where('name', '=', name)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/**
 * Brings the account, or the whole service, back to what the file says; a file of another account becomes this one's.
 * Throws snapshotConflict where its servers are somebody else's by now, and snapshotMalformed where it contradicts
 * itself.
 */
export async function restoreSnapshot(db: Db, scope: Scope, file: SnapshotFile): Promise<void> {
  try {
    await inTransaction(db, async (transaction) => {
      const tables = await readState(transaction)
      await clear(transaction, scope)
      await insertRows(transaction, tables, scope, file)
      await skipAddresses(transaction, file.tables.instances?.map((row) => String(row.public_ip_address)) ?? [])
      await raiseRevision(transaction)
    })
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    if (error.code === '23505') throw snapshotConflict() // unique
    if (/^(22|23)/.test(error.code ?? ''))
      throw snapshotMalformed({ detail: `${error.table ?? 'A value'} is not right.` })
    throw error
  }
}

async function insertRows(db: Db, tables: readonly Table[], scope: Scope, file: SnapshotFile): Promise<void> {
  const filled = tables.filter(({ name }) => (file.tables[name]?.length ?? 0) > 0)
  if (filled.length === 0) return
  const insertions = filled.map((table) => {
    const rows = file.tables[table.name] ?? []
    // What the file doesn't say keeps its default: it may be older than the column. What a sequence gave is given anew,
    // so that whoever remembers a server or its disk notices.
    const said = (column: string) => !table.numbered.includes(column) && rows.some((row) => column in row)
    const columns = table.columns.filter(said)
    const account = 'all' in scope || !hasAccount(table) ? undefined : scope.account
    const values = columns.map((column) =>
      account !== undefined && column === 'account' ? sql`${account}::text` : sql.ref(column)
    )
    return sql`${sql.ref(`into_${table.name}`)} as (
      insert into ${sql.table(table.name)} (${sql.join(columns.map((column) => sql.ref(column)))})
      select ${sql.join(values)} from jsonb_populate_recordset(null::${sql.table(table.name)}, ${JSON.stringify(rows)}::jsonb)
      ${ownParents(table, file)} ${table.counter === undefined ? sql`` : sql`order by ${sql.ref(table.counter)}`})`
  })
  await sql`with ${sql.join(insertions)} select 1`.execute(db)
}

// A row that hangs on another must hang on one of the file: nobody writes into somebody else's server.
function ownParents({ parent }: Table, file: SnapshotFile) {
  if (parent === undefined) return sql``
  const keys = (file.tables[parent.table] ?? []).map((row) => String(row[parent.key]))
  return sql`where ${sql.ref(parent.column)} = any (${keys}::text[])`
}
