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

/** The one request that has its version where others have an id. */
const init = 1
const version = packet(2, [
  uint32(3),
  ...[...extensions].flatMap(([name, extension]) => [string(name), string(extension.version)])
])

/** The exit code of `sftp-server` where it understands nothing more. */
const senseless = 11

/**
 * Speaks SFTP, version 3, on the channel of a subsystem, until the client ends it. The server that `ssh2` has for this knows
 * none of OpenSSH's extensions, never waits for a slow client, and can't say how it ended.
 */
export async function serveSftp(
  channel: ServerChannel,
  disk: Disk,
  user: User,
  onError: (error: unknown) => void
): Promise<void> {
  const peer = new Peer(channel)
  const session = new Session(disk, user)
  // OpenSSH's clients show no words but their own for a failure. What comes on stderr they do show.
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

/** One request after the other, as they came. */
async function converse(
  peer: Peer,
  home: string,
  answer: (type: number, fields: Fields) => Promise<Reply>
): Promise<number> {
  for (;;) {
    const length = (await peer.bytes(4))?.readUInt32BE()
    if (length === undefined) return 0
    if (length < 5 || length > largestPacket) return senseless
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
