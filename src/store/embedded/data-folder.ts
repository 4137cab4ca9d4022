/** Creates the folder of the embedded database, and says in a sentence why it can't be used. */
import { constants, type Stats } from 'node:fs'
import { access, mkdir, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Creates it if it is missing. Rejects with a sentence that names DATA_DIR. */
export async function createDataFolder(dataDir: string): Promise<void> {
  const reason = await whyUnusable(dataDir)
  if (reason !== undefined) throw new Error(reason)
  await createFolder(resolve(dataDir)).catch((error) => {
    throw new Error(notCreated(dataDir, error), { cause: error })
  })
}

const another = 'Choose another folder with DATA_DIR or --data-dir'

/** Why a start with this DATA_DIR would fail; undefined if nothing speaks against it. Changes nothing. */
export async function whyUnusable(dataDir: string): Promise<string | undefined> {
  if (/^~/.test(dataDir))
    return `DATA_DIR ${dataDir} begins with ~, which your shell has not replaced by your home folder. Write $HOME in its place, such as "$HOME${dataDir.replace(/^~[^/]*/, '')}".`
  const path = resolve(dataDir)
  const { nearest, stats } = await findNearest(path)
  const isThere = nearest === path
  if (!stats.isDirectory())
    return `DATA_DIR ${path} ${isThere ? 'is a file, not a folder' : `can’t be created, because ${nearest} is a file`}. ${another}.`
  if (isThere && (await exists(join(path, 'PG_VERSION'))))
    return `DATA_DIR ${path} is the data folder of a PostgreSQL server. ${another}.`
  for (const folder of [nearest, join(path, 'pgdata')]) {
    const forbidden = await whyForbidden(folder)
    if (forbidden !== undefined) return `DATA_DIR ${path} can’t be used: ${forbidden}. ${another}, or change the owner.`
  }
  return undefined
}

/** Undefined, too, for what isn't there. */
async function whyForbidden(folder: string): Promise<string | undefined> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code === 'EROFS') return `${folder} is on a read-only file system`
    const owner = await stat(folder).catch(() => undefined)
    const uid = process.getuid?.()
    return owner === undefined || owner.uid === uid
      ? `${folder} isn’t writable`
      : `${folder} belongs to another user (id ${owner.uid}), and ${nameOfUser()} (id ${uid}) may not write there`
  }
}

/** In a container, a user may have an id and no name. */
function nameOfUser(): string {
  try {
    return userInfo().username
  } catch {
    return 'this user'
  }
}

function notCreated(dataDir: string, { code }: NodeJS.ErrnoException): string {
  const reason = code === 'ENOSPC' ? 'the disk is full' : `the system refuses it (${code})`
  return `DATA_DIR ${resolve(dataDir)} can’t be created: ${reason}. ${another}.`
}

/** The path itself, or the nearest folder above it that exists. */
async function findNearest(path: string): Promise<{ nearest: string; stats: Stats }> {
  try {
    return { nearest: path, stats: await stat(path) }
  } catch (error) {
    if (dirname(path) === path) throw error
    return await findNearest(dirname(path))
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false
  )

// Not mkdir's `recursive`: in /proc, where a folder can't be created although its parent exists, Node tries for ever.
async function createFolder(path: string): Promise<void> {
  if (await exists(path)) return
  await createFolder(dirname(path))
  await mkdir(path).catch((error) => {
    if (error.code !== 'EEXIST') throw error // another process may have created it meanwhile
  })
}
