/** The programs that run on the servers of this process. */
import { createThreads } from '@swas-local/linux/threads/pool.ts'
import type { Guests } from '@swas-local/linux/types.ts'
import { readDisk, writeDisk } from '../store/guest-disk.ts'
import { findServer } from '../store/servers.ts'
import { untilBack } from '../store/until-back.ts'
import { createDisks } from './guest-disks.ts'
import type { GuestsOptions } from './guests-options.ts'
import { createPresence } from './presence.ts'
import { type ProcessHost, startProcess } from './process.ts'

export function createGuests(options: GuestsOptions): Guests {
  const { db, scenario, onError } = options
  let isClosed = false
  // While the database is unavailable, programs wait as they would for a disk that hangs.
  const wait = <T>(work: () => Promise<T>) => untilBack(work, () => isClosed)
  const threads = createThreads(
    {
      readDisk: ({ instanceId, revision }) => wait(() => readDisk(db, instanceId, revision)),
      writeDisk: ({ instanceId, entries, revision }) => wait(() => writeDisk(db, instanceId, entries, revision))
    },
    onError
  )
  const disks = createDisks(options)
  const presence = createPresence({ db, now: scenario.now, onError })
  const host: ProcessHost = {
    ...options,
    threads,
    presence,
    onChange: presence.look,
    findServer: (instanceId) => wait(() => findServer(db, { instanceId }, scenario.now()))
  }

  return {
    run: (start) => startProcess(host, start),
    trackSession: presence.trackSession,
    withDisk: disks.withDisk,
    look: presence.look,
    async close() {
      isClosed = true
      presence.close()
      await disks.close()
      await threads.close()
    }
  }
}
