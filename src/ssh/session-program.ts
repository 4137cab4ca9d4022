/** A program of a server on the channel of an SSH session. */
import { PassThrough } from 'node:stream'
import { contain } from '@swas-local/linux/contain.ts'
import { flushed } from '@swas-local/linux/io.ts'
import type { Guests, Process, Start } from '@swas-local/linux/types.ts'
import type { AcceptConnection, ServerChannel } from 'ssh2'
import type { AuthenticatedConnection } from './connection-info.ts'
import { endChannel } from './end-channel.ts'
import { outputsOf } from './outputs.ts'
import { openedChannel } from './ssh2-internals.ts'

/** Runs the program until it ends or the channel is closed, and reports its exit to the client. */
export function runOnChannel(
  guests: Guests,
  channel: ServerChannel,
  { server, user, remoteAddress, onError }: AuthenticatedConnection,
  program: Pick<Start, 'command' | 'environment' | 'terminal'>
): Process {
  const stdin = channel.pipe(new PassThrough())
  const { stdout, stderr } = outputsOf(channel)
  channel.on('error', () => {}) // 'close' follows
  const process = guests.run({
    ...program,
    instanceId: server.instanceId,
    user,
    from: remoteAddress,
    stdin,
    stdout,
    stderr: program.terminal === undefined ? stderr : stdout
  })
  channel.once('close', () => process.signal('HUP'))
  process.ended
    .then(async (exit) => {
      // After a signal, the client may no longer read.
      if ('code' in exit) await Promise.all([stdout, stderr].map(flushed))
      endChannel(channel, exit)
    })
    .catch(onError)
  return process
}

/** undefined if the client has ended the session already. */
export function openChannel(
  accept: AcceptConnection<ServerChannel>,
  onError: AuthenticatedConnection['onError']
): ServerChannel | undefined {
  const channel = openedChannel(accept)
  // The two streams of a channel call their listeners outside of the session's events.
  for (const stream of channel === undefined ? [] : [channel, channel.stderr]) contain(stream, onError)
  return channel
}

/** The variables by which sshd tells a program where its session comes from. */
export function originOf(
  { remoteAddress, remotePort, localAddress, localPort }: AuthenticatedConnection,
  terminal: Start['terminal']
): Record<string, string> {
  return {
    SSH_CLIENT: `${remoteAddress} ${remotePort} ${localPort}`,
    SSH_CONNECTION: `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`,
    ...(terminal && { SSH_TTY: '/dev/pts/0' })
  }
}
