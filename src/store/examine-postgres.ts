/** Whether swas-local can use the PostgreSQL of DATABASE_URL; if it can't, a sentence says why, and what to do. */
import { Socket } from 'node:net'
import { setTimeout } from 'node:timers' // immune to tests that replace the global timers
import pg from 'pg'
import { migrations } from '../../migrations/index.ts'
import { isServing, reasonOf } from './unavailable.ts'

const oldest = 15

/** Resolves to the server's version. Rejects with the sentence. Changes nothing. */
export async function examinePostgres(connectionString: string, withinMs: number): Promise<string> {
  const socket = new Socket()
  const timer = setTimeout(() => socket.destroy(new Error(`no answer within ${withinMs} ms`)), withinMs)
  let client: pg.Client | undefined
  try {
    client = new pg.Client({ connectionString, stream: () => socket })
    client.on('error', () => {}) // connect() and query() reject with the same error
    await client.connect()
    return await examine(client)
  } catch (error) {
    if (error instanceof Unusable) throw error
    throw new Error(explain(error, placeOf(connectionString, client)), { cause: error })
  } finally {
    clearTimeout(timer)
    client?.end().catch(() => {})
    socket.destroySoon()
  }
}

/** An error whose message is the sentence already. */
class Unusable extends Error {}

async function examine(client: pg.Client): Promise<string> {
  const name = `the database ${client.database}`
  const version = (await client.query('show server_version')).rows[0].server_version as string
  if (Number.parseInt(version, 10) < oldest)
    throw new Unusable(
      `DATABASE_URL: this is PostgreSQL ${version}, and swas-local needs ${oldest} or newer. Use a newer server, or leave DATABASE_URL out: then the embedded database is used.`
    )
  const tables = await listTables(client)
  const isMigrated = tables.includes('kysely_migration')
  if (tables.length === 0 || (isMigrated && (await isOurs(client)))) return version
  const others = tables.slice(0, 3).join(', ') + (tables.length > 3 ? ` and ${tables.length - 3} more` : '')
  throw new Unusable(
    `DATABASE_URL: ${name} belongs to another program: it has the tables ${others}. Create a database for swas-local (create database swas), and name that one.`
  )
}

/** Those in which swas-local would put its own; not those of extensions. */
async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`select relname from pg_class
    where relkind in ('r', 'p') and relnamespace = (select oid from pg_namespace where nspname = current_schema())
      and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
    order by relname`)
  return rows.map(({ relname }) => relname)
}

/** Whether the migrations are those of swas-local, of this or a newer version. */
async function isOurs(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query('select name from kysely_migration')
  return rows.length === 0 || rows.some(({ name }) => Object.hasOwn(migrations, name))
}

interface Place {
  readonly server: string
  readonly user: string
  readonly database: string
}

/** Without the password, wherever in the URL it is. */
function placeOf(connectionString: string, client: pg.Client | undefined): Place {
  if (client !== undefined) {
    const { host, port, user = '', database = '' } = client
    return { server: `${host}:${port}`, user, database }
  }
  const host = URL.canParse(connectionString) ? new URL(connectionString).host : ''
  return { server: host || 'its place', user: '', database: '' }
}

const sentences: Readonly<Record<string, (place: Place) => string>> = {
  ECONNREFUSED: ({ server }) =>
    `nobody answers at ${server}. Start PostgreSQL there, or correct the host and the port; without DATABASE_URL the embedded database is used`,
  ENOTFOUND: ({ server }) => `there is no host of the name in ${server}. Correct the name`,
  EAI_AGAIN: ({ server }) => `the name in ${server} can’t be looked up now. Correct the name, or check the network`,
  '28P01': ({ user }) => `the password of the user ${user} is wrong. Correct it`,
  '28000': ({ user, server }) =>
    `the server at ${server} does not admit the user ${user}. Correct the user, or the server’s pg_hba.conf`,
  '3D000': ({ database }) =>
    `there is no database ${database}. Create it (create database ${database}), or name another one`,
  '42501': ({ user, database }) =>
    `the user ${user} has too few rights in the database ${database}. Make it the owner of the database`,
  '53300': ({ server }) => `the server at ${server} has no free connection. Raise its max_connections`,
  '57P03': ({ server }) => `the server at ${server} is only starting. Try again in a moment`
}

function explain(error: unknown, place: Place): string {
  // Node connects to all addresses of a name, and gives an AggregateError of what they said.
  const { code = '', syscall } = error as NodeJS.ErrnoException
  const reason = reasonOf(error)
  if (Object.hasOwn(sentences, code)) return `DATABASE_URL: ${sentences[code]?.(place)} (${reason}).`
  if (/password must be a string/.test(reason))
    return `DATABASE_URL: the server at ${place.server} wants a password for the user ${place.user}. Put it into the URL: postgres://user:password@host/database.`
  if (code === 'ENOENT' && syscall === 'open')
    return `DATABASE_URL: a file that it names can’t be read (${reason}). Correct sslcert, sslkey or sslrootcert.`
  if (code === 'ERR_INVALID_URL') return 'DATABASE_URL is no URL such as postgres://user:password@host:5432/database.'
  const check = isServing(error) ? 'Correct DATABASE_URL' : 'Check that it is a PostgreSQL that runs'
  return `DATABASE_URL: the server at ${place.server} can’t be used (${reason}). ${check}.`
}
