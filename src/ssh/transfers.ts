/** File transfers. The service itself does what scp and sftp-server do on a server. */
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { User } from '@swas-local/linux/disk/users.ts'
import type { Guests } from '@swas-local/linux/types.ts'
import type { ServerChannel } from 'ssh2'
import { endChannel } from './end-channel.ts'
import { parseScp } from './scp/command.ts'
import { serveScp } from './scp/serve.ts'
import { serveSftp } from './sftp/serve.ts'

export interface Transfer {
  readonly guests: Guests
  readonly instanceId: string
  readonly user: User
  readonly from: string
  readonly onError: (error: unknown) => void
}

export async function transferBySftp(transfer: Transfer, channel: ServerChannel): Promise<void> {
  const { guests, instanceId, user, onError } = transfer
  await guests.withDisk(instanceId, (disk) => serveSftp(channel, disk, user, onError))
  endChannel(channel, { code: 1 }) // if it hasn't ended yet
}

export async function transferByScp(transfer: Transfer, channel: ServerChannel, command: string): Promise<void> {
  const { guests, instanceId, onError } = transfer
  const scp = parseScp(await wordsOf(transfer, command), transfer.user.home)
  if (scp) await guests.withDisk(instanceId, (disk) => serveScp(channel, disk, scp, onError))
  else channel.stderr.write('usage: scp [-dpr] -t|-f file ...\n')
  endChannel(channel, { code: 1 }) // if it hasn't ended yet
}

/** Splits a command into words with the server's shell: clients rely on `*` and `~`. */
async function wordsOf({ guests, instanceId, user, from }: Transfer, command: string): Promise<string[]> {
  if (/^[\p{L}\p{N}@%+=:,./_ -]+$/u.test(command)) return command.split(/ +/)
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  stdin.end()
  stderr.resume()
  const words = buffer(stdout)
  const program = guests.run({
    ...{ instanceId, user, from, stdin, stdout, stderr },
    ...{ command: `printf '%s\\0' ${command}`, environment: {}, terminal: undefined, timeoutMs: 10_000 }
  })
  await program.ended
  stdout.end()
  return (await words).toString().split('\0').slice(0, -1)
}
