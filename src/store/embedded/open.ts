/** An embedded database that nobody else uses, with a thread of its own. */

import { join } from 'node:path'
import { setTimeout } from 'node:timers' // immune to tests that replace the global timers
import { promisify } from 'node:util'
import { createAvailability } from '../availability.ts'
import { guardPool } from '../guarded-pool.ts'
import { type Database, type DatabaseOptions, prepare } from '../prepare.ts'
import { reasonOf } from '../unavailable.ts'
import { connectionPool } from './connection-lease.ts'
import { lockFolder } from './folder-lock.ts'
import { type PgliteThread, startPglite } from './pglite.ts'

const sleep = promisify(setTimeout)
const retryMs = 1000

export const dataIsLost =
  'the embedded database has ended, and the data in its memory with it: every call is answered 503 until swas-local is started again'

/** An error with a code is the system's, such as a full disk, and says nothing about the data. */
function unreadable(dataDir: string, error: unknown): string {
  const way = (error as NodeJS.ErrnoException).code === undefined ? 'Move that folder away' : 'Mend that'
  return `The embedded database can’t open ${join(dataDir, 'pgdata')} (${reasonOf(error)}). ${way}, or choose another DATA_DIR.`
}

/** If the thread ends, it is restarted, provided the database is in a folder: then no commit is lost. */
export async function openEmbedded({
  dataDir,
  image,
  log
}: Pick<DatabaseOptions, 'dataDir' | 'image' | 'log'>): Promise<{ database: Database; dump: PgliteThread['dump'] }> {
  const lock = dataDir === undefined ? undefined : await lockFolder(dataDir)
  const availability = createAvailability(log)
  let isClosing = false
  try {
    const start = () => startPglite({ dataDir, image })
    let thread = await start().catch((error) => {
      throw dataDir === undefined ? error : new Error(unreadable(dataDir, error), { cause: error })
    })
    const keep = async () => {
      for (let reason = await thread.exited; !isClosing; ) {
        availability.away(reason)
        if (dataDir === undefined) return log('error', {}, dataIsLost)
        try {
          thread = await start()
        } catch (error) {
          reason = error as Error
          await sleep(retryMs)
          continue
        }
        if (isClosing) return await thread.close()
        availability.back()
        reason = await thread.exited
      }
    }
    const keeping = keep()
    const database = await prepare({
      engine: 'pglite',
      pool: guardPool(
        connectionPool(() => thread.connect()),
        availability
      ),
      availability,
      async release() {
        isClosing = true
        await thread.close()
        await keeping
        await lock?.release()
      }
    })
    return { database, dump: () => thread.dump() }
  } catch (error) {
    await lock?.release()
    throw error
  }
}
