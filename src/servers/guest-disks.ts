/** Opens the disks of servers for the service's own work on their files, such as SFTP. */
import { Disk } from '@swas-local/linux/disk/disk.ts'
import { DiskGoneError } from '@swas-local/linux/disk/entry.ts'
import { newDisk } from '@swas-local/linux/disk/new-disk.ts'
import type { Guests } from '@swas-local/linux/types.ts'
import { diskOf } from '../store/guest-disk.ts'
import { findServer } from '../store/servers.ts'
import type { GuestsOptions } from './guests-options.ts'
import { toMachine } from './machine.ts'

export function createDisks(options: GuestsOptions): Pick<Guests, 'withDisk' | 'close'> {
  const { db, scenario, onError } = options
  const works = new Set<Promise<void>>()

  const carryOut = async (instanceId: string, work: (disk: Disk) => Promise<void>) => {
    const server = await findServer(db, { instanceId }, scenario.now())
    if (server?.status !== 'Running') return
    const image = newDisk(toMachine(server, options))
    await work(await Disk.open(image, diskOf(db, instanceId), () => scenario.now().getTime()))
  }

  return {
    async withDisk(instanceId, work) {
      const done = carryOut(instanceId, work).catch((error) => void (error instanceof DiskGoneError || onError(error)))
      works.add(done)
      await done
      works.delete(done)
    },
    async close() {
      await Promise.all(works)
    }
  }
}
