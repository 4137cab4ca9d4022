/** Checks the storage, with the sentences of a start that fails: PostgreSQL, or the data folder and who uses it. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { whyUnusable } from '../../store/embedded/data-folder.ts'
import { lockFolder } from '../../store/embedded/folder-lock.ts'
import { examinePostgres } from '../../store/examine-postgres.ts'
import { type Check, note, ok, timeoutMs, wrong } from './check.ts'

export const postgres: Check = async ({ config }) => {
  if (config?.databaseUrl === undefined) return undefined
  try {
    const version = await examinePostgres(config.databaseUrl, timeoutMs)
    return ok(`the database of DATABASE_URL answers: PostgreSQL ${version}`)
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
}

export const folder: Check = async ({ config }) => {
  if (config?.dataDir === undefined) return undefined
  const path = resolve(config.dataDir)
  const unusable = await whyUnusable(config.dataDir)
  if (unusable !== undefined) return wrong(unusable)
  if (!existsSync(path)) return ok(`DATA_DIR ${path} will be created at the start`)
  try {
    const lock = await lockFolder(path)
    await lock.release()
    return ok(`DATA_DIR ${path} is writable, and is free`)
  } catch (error) {
    return note(error instanceof Error ? error.message : String(error))
  }
}
