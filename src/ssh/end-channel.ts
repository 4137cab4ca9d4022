import type { Exit } from '@swas-local/linux/types.ts'
import type { ServerChannel } from 'ssh2'

/** Reports a program's exit to the client, and ends the channel. */
export function endChannel(channel: ServerChannel, exit: Exit): void {
  try {
    if (!channel.writable) return
    if ('code' in exit) channel.exit(exit.code)
    else channel.exit(exit.signal, false, exit.message)
    channel.end()
    channel.resume() // unread input would keep the channel open
  } catch {
    // The connection broke: ssh2 throws at the next write.
  }
}
