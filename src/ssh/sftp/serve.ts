import type { Disk } from '@swas-local/linux/disk/disk.ts'
import type { User } from '@swas-local/linux/disk/users.ts'
import type { ServerChannel } from 'ssh2'
import { Errno, errnoOf } from '../errno.ts'
import { Peer } from '../peer.ts'
import { extensions } from './extensions.ts'
import { Fields } from './fields.ts'
import { drop } from './files.ts'
import { largestPacket } from './limits.ts'
import { packet, type Reply, string, uint32 } from './reply.ts'
import { requests } from './requests.ts'
import { Session } from './session.ts'
import { refusal } from './status.ts'

/** INIT. It has its version in the place of an id. */
const init = 1
const version = packet(2, [
  uint32(3),
  ...[...extensions].flatMap(([name, extension]) => [string(name), string(extension.version)])
])

/** The exit code of `sftp-server` after a malformed packet. */
const malformedExit = 11

/**
 * Serves SFTP, version 3, on the channel of a subsystem, until the client ends it. ssh2's own SFTP server has none of
 * OpenSSH's extensions, never waits for a slow client, and can't report an exit code.
 */
export async function serveSftp(
  channel: ServerChannel,
  disk: Disk,
  user: User,
  onError: (error: unknown) => void
): Promise<void> {
  const peer = new Peer(channel)
  const session = new Session(disk, user)
  // For a failure, OpenSSH's clients show their own text and not ours. They do show stderr.
  const untold = new Set(['EFBIG', 'ENOSPC'])
  const code = await converse(peer, user.home, async (type, fields) => {
    try {
      const handler = requests.get(type)
      if (!handler) throw new Errno('EOPNOTSUPP')
      return await handler(session, fields)
    } catch (thrown) {
      const error = errnoOf(thrown)
      if (!error) onError(thrown)
      else if (untold.delete(error.code)) peer.tell(`sftp-server: ${error.message}`)
      return refusal(error ?? new Errno('EIO'))
    }
  })
  await drop(session).catch(onError)
  await peer.end(code)
}

/** Answers requests one by one, in the order in which they arrive. */
async function converse(
  peer: Peer,
  home: string,
  answer: (type: number, fields: Fields) => Promise<Reply>
): Promise<number> {
  for (;;) {
    const length = (await peer.bytes(4))?.readUInt32BE()
    if (length === undefined) return 0
    if (length < 5 || length > largestPacket) return malformedExit
    const bytes = await peer.bytes(length)
    if (!bytes) return 0
    const fields = new Fields(bytes, home)
    const [type, id] = [fields.byte(), fields.uint32()]
    if (type === init) await peer.send(version)
    else {
      const reply = await answer(type, fields)
      await peer.send(packet(reply.type, [uint32(id), ...reply.fields]))
    }
  }
}
