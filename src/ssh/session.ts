/** A session of somebody who is in: what is asked for it, and the program that it runs. */
import { PassThrough } from 'node:stream'
import { contain } from '@swas-local/linux/contain.ts'
import { flushed } from '@swas-local/linux/io.ts'
import type { Guests, Process, Start, Terminal } from '@swas-local/linux/types.ts'
import type { AcceptConnection, RejectConnection, ServerChannel, Session } from 'ssh2'
import type { AuthenticatedConnection, Log } from './connection-info.ts'
import { endChannel } from './end-channel.ts'
import { outputsOf } from './outputs.ts'
import { isScp } from './scp/command.ts'
import { transferByScp, transferBySftp } from './transfers.ts'

type Asked = Pick<Start, 'command' | 'environment' | 'terminal'>

export interface SessionHost {
  readonly guests: Guests
  readonly log: Log
}

const maxVariables = 100
/** As Debian's sshd_config has AcceptEnv. */
const acceptedVariable = /^(LANG|LC_.*|COLORTERM|NO_COLOR)$/

/** Those of RFC 4254: by another, ssh2 can't say how a program ended. */
const signals = new Set('ABRT ALRM FPE HUP ILL INT KILL PIPE QUIT SEGV TERM USR1 USR2'.split(' '))
/** As Linux has MAX_ARG_STRLEN: sshd gives a command to the shell as one argument, which ends with a zero. */
const maxCommandBytes = 128 * 1024 - 1

/** Serves it until its channel is closed; `onEnd` is called then. */
export function serveSession(
  session: Session,
  connection: AuthenticatedConnection,
  { guests, log }: SessionHost,
  onEnd: () => void
): void {
  const { grant, server, user, onError } = connection
  contain(session, onError)
  const transfer = {
    guests,
    instanceId: server.instanceId,
    user,
    from: connection.remoteAddress,
    onError: (err: unknown) => log.warn({ err }, 'a file transfer met a fault of the service')
  }
  let isTransferring = false
  const variables: Record<string, string> = {}
  let terminal: (Terminal & { columns: number; rows: number }) | undefined
  let process: Process | undefined

  session.on('env', (accept, reject, { key, val }) => {
    if (!acceptedVariable.test(key) || Object.keys(variables).length >= maxVariables) return reject?.()
    variables[key] = val
    accept?.()
  })
  session.on('pty', (accept, reject, { term, cols, rows }) => {
    if (!grant.mayHaveTerminal || process !== undefined) return reject?.()
    terminal = { name: term || 'dumb', ...sizeOf(cols, rows), onResize: undefined }
    accept?.()
  })
  session.on('window-change', (accept, _reject, { cols, rows }) => {
    if (terminal !== undefined) {
      Object.assign(terminal, sizeOf(cols, rows))
      terminal.onResize?.()
    }
    accept?.()
  })
  session.on('signal', (accept, reject, { name }) => {
    if (!signals.has(name)) return reject?.()
    process?.signal(name)
    accept?.()
  })
  session.once('close', onEnd)

  const start = (accept: AcceptConnection<ServerChannel>, reject: RejectConnection, asked: string | undefined) => {
    if (process !== undefined || isTransferring) return reject?.()
    const command = grant.command ?? asked
    const environment = { ...variables, ...grant.environment, ...originOf(connection, terminal !== undefined) }
    if (grant.command !== undefined && asked !== undefined) environment.SSH_ORIGINAL_COMMAND = asked
    const channel = opened(accept, onError)
    if (channel === undefined) return
    if ([command, asked].some((text) => text !== undefined && Buffer.byteLength(text) > maxCommandBytes)) {
      const output = terminal === undefined ? channel.stderr : channel
      output.write('/bin/bash: Argument list too long\n')
      return endChannel(channel, { code: 1 })
    }
    if (command !== undefined && isScp(command) && terminal === undefined) {
      isTransferring = true
      return void transferByScp(transfer, channel, command).catch(onError)
    }
    process = run(guests, channel, connection, { command, environment, terminal })
  }
  session.on('shell', (accept, reject) => start(accept, reject, undefined))
  session.on('exec', (accept, reject, { command }) => start(accept, reject, command))
  session.on('subsystem', (accept, reject, { name }) => {
    if (name !== 'sftp' || process !== undefined || isTransferring) return reject?.()
    if (grant.command !== undefined && !isSftpServer(grant.command)) return start(accept, reject, name)
    // At once: what the client sends before is lost.
    const channel = opened(accept, onError)
    if (channel === undefined) return
    isTransferring = true
    transferBySftp(transfer, channel).catch(onError)
  })
}

/** As the forced command of a key that may do nothing else. */
const isSftpServer = (command: string) => /^(internal-sftp|\S*\/sftp-server)(\s|$)/.test(command)

function run(
  guests: Guests,
  channel: ServerChannel,
  { server, user, remoteAddress, onError }: AuthenticatedConnection,
  asked: Asked
): Process {
  const stdin = channel.pipe(new PassThrough())
  const { stdout, stderr } = outputsOf(channel)
  channel.on('error', () => {}) // its end is heard of all the same
  const started = guests.run({
    ...asked,
    instanceId: server.instanceId,
    user,
    from: remoteAddress,
    stdin,
    stdout,
    stderr: asked.terminal === undefined ? stderr : stdout
  })
  channel.once('close', () => started.signal('HUP'))
  started.ended
    .then(async (exit) => {
      // Who is thrown out isn't waited for.
      if ('code' in exit) await Promise.all([stdout, stderr].map(flushed))
      endChannel(channel, exit)
    })
    .catch(onError)
  return started
}

/** Undefined where the client has ended the session before; its types don't say so. */
function opened(
  accept: AcceptConnection<ServerChannel>,
  onError: AuthenticatedConnection['onError']
): ServerChannel | undefined {
  const channel: ServerChannel | undefined = accept()
  // Its streams call their listeners at times of their own.
  for (const stream of channel === undefined ? [] : [channel, channel.stderr]) contain(stream, onError)
  return channel
}

const sizeOf = (columns: number, rows: number) => ({
  columns: columns > 0 && columns <= 1000 ? columns : 80,
  rows: rows > 0 && rows <= 1000 ? rows : 24
})

function originOf(
  { remoteAddress, remotePort, localAddress, localPort }: AuthenticatedConnection,
  hasTerminal: boolean
): Record<string, string> {
  return {
    SSH_CLIENT: `${remoteAddress} ${remotePort} ${localPort}`,
    SSH_CONNECTION: `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`,
    ...(hasTerminal && { SSH_TTY: '/dev/pts/0' })
  }
}
