/** Checks the storage: whether PostgreSQL answers, or whether the data folder is writable and not in use. */
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { lockFolder } from '../../store/embedded/folder-lock.ts'
import { type Check, note, ok, timeoutMs, wrong } from './check.ts'

export const postgres: Check = async ({ config }) => {
  if (config?.databaseUrl === undefined) return undefined
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: config.databaseUrl, connectionTimeoutMillis: timeoutMs })
  client.on('error', () => {}) // connect() rejects with the same error
  let version = ''
  // PostgreSQL sends its version to each client that logs on.
  const { connection } = client as unknown as { connection: NodeJS.EventEmitter }
  connection.on('parameterStatus', (status: { parameterName: string; parameterValue: string }) => {
    if (status.parameterName === 'server_version') version = status.parameterValue
  })
  try {
    await client.connect()
    await client.end()
  } catch (error) {
    return wrong(`the database of DATABASE_URL: ${error instanceof Error ? error.message || error.name : error}`)
  }
  return Number.parseInt(version, 10) < 15
    ? wrong(`the database of DATABASE_URL is PostgreSQL ${version}: PostgreSQL 15 or newer is needed.`)
    : ok(`the database of DATABASE_URL answers: PostgreSQL ${version}`)
}

export const folder: Check = async ({ config }) => {
  if (config?.dataDir === undefined) return undefined
  const path = resolve(config.dataDir)
  if (!isWritable(existing(path))) return wrong(`DATA_DIR ${path} isn’t writable.`)
  if (!existsSync(path)) return ok(`DATA_DIR ${path} will be created at the start`)
  try {
    const lock = await lockFolder(path)
    await lock.release()
    return ok(`DATA_DIR ${path} is writable, and is free`)
  } catch (error) {
    return note(error instanceof Error ? error.message : String(error))
  }
}

const existing = (path: string): string => (existsSync(path) || dirname(path) === path ? path : existing(dirname(path)))

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
