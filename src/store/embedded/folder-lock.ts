import { once } from 'node:events'
import { open, readFile, realpath, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createDataFolder } from './data-folder.ts'

export interface FolderLock {
  release(): Promise<void>
}

/**
 * Makes this process the only owner of a data folder. The embedded database has no lock of its own, and two processes
 * on one folder corrupt it silently. The lock ends with the process, even if the process is killed. Throws if the
 * folder can't be used, or if another process holds the lock.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await createDataFolder(folder)
  const path = await realpath(folder)
  return process.platform === 'linux' ? lockByName(path) : lockByFile(path)
}

const folderInUse = (path: string) =>
  new Error(`The data folder ${path} is in use by another swas-local. Stop that one, or choose another DATA_DIR.`)

// The kernel lets one process of a network namespace own an abstract socket's name, and frees it when the process ends.
async function lockByName(path: string): Promise<FolderLock> {
  const server = createServer().unref()
  server.listen(`\0swas-local:${path}`)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? folderInUse(path) : error
  }
  return {
    async release() {
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    }
  }
}

async function lockByFile(path: string): Promise<FolderLock> {
  const file = join(path, 'swas-local.pid')
  for (;;) {
    try {
      const handle = await open(file, 'wx')
      await handle.writeFile(String(process.pid))
      await handle.close()
      return { release: () => rm(file, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (isAlive(Number(await readFile(file, 'utf8')))) throw folderInUse(path)
      await rm(file, { force: true })
    }
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
