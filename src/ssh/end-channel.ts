import type { Exit } from '@swas-local/linux/types.ts'
import type { ServerChannel } from 'ssh2'

/** Tells the client how a program ended, and ends its channel. */
export function endChannel(channel: ServerChannel, exit: Exit): void {
  try {
    if (!channel.writable) return
    if ('code' in exit) channel.exit(exit.code)
    else channel.exit(exit.signal, false, exit.message)
    channel.end()
    channel.resume() // what is still coming is read by nobody, and would keep it open
  } catch {
    // The connection broke off, which ssh2 says by throwing at whoever writes next.
  }
}
