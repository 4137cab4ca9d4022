import type { Disk } from '@swas-local/linux/disk/disk.ts'
import { DiskGoneError } from '@swas-local/linux/disk/entry.ts'
import type { ServerChannel } from 'ssh2'
import { Peer } from '../peer.ts'
import type { ScpCommand } from './command.ts'
import { Broken, Dialog } from './dialog.ts'
import { get } from './sink.ts'
import { give } from './source.ts'

/** Serves the old protocol of scp on the channel of an exec request, until everything is copied. */
export async function serveScp(
  channel: ServerChannel,
  disk: Disk,
  command: ScpCommand,
  onError: (error: unknown) => void
): Promise<void> {
  const peer = new Peer(channel)
  const dialog = new Dialog(peer)
  try {
    await (command.role === 'sink' ? get : give)(dialog, disk, command)
  } catch (error) {
    if (!(error instanceof Broken || error instanceof DiskGoneError)) onError(error)
    // A two is a fatal error.
    await peer.send(Buffer.from(`\x02scp: ${error instanceof Broken ? error.message : 'Input/output error'}\n`))
    dialog.fail()
  }
  await peer.end(dialog.hasFailed ? 1 : 0)
}
