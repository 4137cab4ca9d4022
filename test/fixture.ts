/** What tests share: the real service on a real port and a real database, and clients that speak its wire. */
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import type { Test } from 'tap'
import type * as App from '../src/app.ts'
import type { AccessKey } from '../src/auth/access-keys.ts'
import { type Config, readConfig } from '../src/config/config.ts'
import type { Database } from '../src/store/prepare.ts'

/** The PostgreSQL that `npm test` was pointed at; without it tests run on the embedded database. */
export const databaseUrl = process.env.TEST_DATABASE_URL

/** For `t.test`'s options: tests that need a database that several processes share. */
export const needsPostgres = { skip: databaseUrl === undefined && 'PostgreSQL is not here (TEST_DATABASE_URL)' }

/** A database of this test's own, dropped afterwards. */
export async function freshDatabase(t: Test, url: string): Promise<string> {
  const name = `swas_test_${randomUUID().replaceAll('-', '')}`
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  await admin(`create database ${name}`)
  t.after(() => admin(`drop database if exists ${name} with (force)`))
  const fresh = new URL(url)
  fresh.pathname = `/${name}`
  return fresh.href
}

/** A clock that stands still until it is told. */
export interface TestClock {
  now: () => Date
  set(instant: string): void
  advance(ms: number): void
}

function createClock(): TestClock {
  let instant = Date.parse('2026-03-04T05:06:07.890Z')
  return {
    now: () => new Date(instant),
    set: (text) => {
      instant = Date.parse(text)
    },
    advance: (ms) => {
      instant += ms
    }
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a reply is what the wire gives; each test says what it expects of it
export type Body = any

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
  readonly text: string
}

export interface Service {
  readonly app: FastifyInstance
  readonly database: Database
  /** `host:port`. */
  readonly endpoint: string
  /** Where servers are logged on to. */
  readonly sshPort: number
  readonly clock: TestClock
  readonly config: Config
  /** Everything that was logged. */
  readonly log: () => string
  /** A call by form, with RegionId, Version, Format and AccessKeyId filled in. */
  readonly rpc: (action: string, parameters?: Record<string, string>, how?: 'GET' | 'POST') => Promise<Reply>
  /** As `rpc`, but anything other than 200 fails the test. */
  readonly ok: (action: string, parameters?: Record<string, string>, how?: 'GET' | 'POST') => Promise<Body>
}

/** The service's wiring: as it is built, where `npm test` says so, since bundling may change what it does. */
const wiring = (): Promise<typeof App> =>
  process.env.TEST_BUILT === 'yes' ? import(new URL('../dist/app.js', import.meta.url).href) : import('../src/app.ts')

/** Starts the service, and stops it when the test ends. */
export async function start(t: Test, overrides: Partial<Config> = {}): Promise<Service> {
  const defaults = readConfig([], {})
  const config: Config = {
    ...defaults,
    port: 0,
    ssh: { host: '0.0.0.0', port: 0, isLoopbackOnly: true },
    databaseUrl: databaseUrl && !overrides.dataDir ? await freshDatabase(t, databaseUrl) : undefined,
    encryptionKey: 'the-key-of-all-tests-0123456789abcdef', // PostgreSQL is a shared database
    logLevel: 'silent',
    // Other tests may keep the machine busy: it's slow then, and not away.
    maxEventLoopDelayMs: 0,
    databaseTimeouts: { ...defaults.databaseTimeouts, connectMs: 60_000 },
    ...overrides
  }
  const clock = createClock()
  const lines: string[] = []
  const { buildApp } = await wiring()
  const { app, database, ssh, listen } = await buildApp(config, {
    now: clock.now,
    logTo: { write: (line) => lines.push(line) }
  })
  t.after(() => app.close())
  await listen()
  const { port } = app.server.address() as AddressInfo
  const endpoint = `127.0.0.1:${port}`
  const rpc = caller(endpoint)
  return {
    app,
    database,
    endpoint,
    sshPort: ssh?.place()?.port ?? 0,
    clock,
    config,
    log: () => lines.join(''),
    rpc,
    ok: okOf(rpc)
  }
}

/** Calls as `rpc` does; anything other than 200 fails the test. */
export const okOf =
  (rpc: Service['rpc']): Service['ok'] =>
  async (action, parameters, how) => {
    const { status, body } = await rpc(action, parameters, how)
    if (status !== 200) throw new Error(`${action} answered ${status} ${JSON.stringify(body)}`)
    return body
  }

/** The service in the mode `verify`, with the AccessKey that the official SDKs of `test/sdk/` sign with. */
export async function startVerifying(t: Test, more: Partial<AccessKey> = {}): Promise<Service> {
  const accessKeys = [{ accessKeyId: 'testid', accessKeySecret: 'testsecret', ...more }]
  const service = await start(t, { auth: 'verify', accessKeys })
  service.clock.set(new Date().toISOString()) // SDKs sign with the machine's own
  return service
}

/** Calls by form (POST) or query (GET), as an account of its own, in JSON unless `Format` says otherwise. */
export const caller =
  (endpoint: string, AccessKeyId = 'tester') =>
  async (action: string, parameters: Record<string, string> = {}, how?: 'GET' | 'POST'): Promise<Reply> => {
    const method = how ?? (action === 'ListKeyPairs' ? 'GET' : 'POST')
    const all = {
      Action: action,
      Version: '2020-06-01',
      Format: 'JSON',
      RegionId: 'cn-hangzhou',
      AccessKeyId,
      ...parameters
    }
    const form = new URLSearchParams(all)
    const response =
      method === 'GET'
        ? await fetch(`http://${endpoint}/?${form}`)
        : await fetch(`http://${endpoint}/`, { method, body: form })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : text }
  }

export const linuxImage = '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a52'
export const windowsImage = '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a57'

/** Makes servers and gives their ids. */
export async function makeInstances({ ok }: Pick<Service, 'ok'>, amount = 1, ImageId = linuxImage): Promise<string[]> {
  const { InstanceIds } = await ok('CreateInstances', {
    ImageId,
    PlanId: 'swas.s2.c2m2s50b4t08',
    Period: '1',
    Amount: String(amount)
  })
  return InstanceIds
}

/** `InstanceIds.1=…&InstanceIds.2=…`. */
export const list = (name: string, values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((value, index) => [`${name}.${index + 1}`, value]))

export const publicKey =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO0J4jVwgPkHPnzL3AxHjGyxg2yZeShi9hka1Ph24F4w test@swas-local'
export const secondPublicKey =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAwGwyt960BMQCDBBtrC8t/b2mz0NCV3Sy2d/YOHfq+e second@swas-local'
