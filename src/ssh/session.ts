/** A session of an authenticated connection: a shell, a command, or a file transfer. */
import { contain } from '@swas-local/linux/contain.ts'
import type { Guests, Terminal } from '@swas-local/linux/types.ts'
import type { AcceptConnection, RejectConnection, ServerChannel, Session } from 'ssh2'
import type { AuthenticatedConnection, Log } from './connection-info.ts'
import { endChannel } from './end-channel.ts'
import { isScp } from './scp/command.ts'
import { openChannel, originOf, runOnChannel } from './session-program.ts'
import { acceptSettings, type SessionState } from './session-settings.ts'
import { type Transfer, transferByScp, transferBySftp } from './transfers.ts'

export interface SessionHost {
  readonly guests: Guests
  readonly log: Log
}

interface SessionContext {
  readonly guests: Guests
  readonly connection: AuthenticatedConnection
  readonly transfer: Transfer
  readonly state: SessionState
}

/** A client's request for a program, and how to answer it. */
interface Asked {
  readonly accept: AcceptConnection<ServerChannel>
  readonly reject: RejectConnection
  /** undefined for a shell. */
  readonly command: string | undefined
}

/** As Linux has MAX_ARG_STRLEN: sshd passes a command to the shell as one argument, which ends with a zero byte. */
const maxCommandBytes = 128 * 1024 - 1

/** Serves the session until its channel is closed; then calls `onEnd`. */
export function serveSession(
  session: Session,
  connection: AuthenticatedConnection,
  { guests, log }: SessionHost,
  onEnd: () => void
): void {
  const { grant, server, user, remoteAddress, onError } = connection
  contain(session, onError)
  const state: SessionState = { variables: {}, terminal: undefined, process: undefined, isTransferring: false }
  const transfer: Transfer = {
    guests,
    instanceId: server.instanceId,
    user,
    from: remoteAddress,
    onError: (err) => log.warn({ err }, 'a file transfer failed by an error of the service')
  }
  const context: SessionContext = { guests, connection, transfer, state }
  acceptSettings(session, state, grant)
  session.once('close', onEnd)
  session.on('shell', (accept, reject) => start(context, { accept, reject, command: undefined }))
  session.on('exec', (accept, reject, { command }) => start(context, { accept, reject, command }))
  session.on('subsystem', (accept, reject, { name }) => startSubsystem(context, { accept, reject, command: name }))
}

function start({ guests, connection, transfer, state }: SessionContext, { accept, reject, command: asked }: Asked) {
  const { grant, onError } = connection
  const { terminal } = state
  if (state.process !== undefined || state.isTransferring) return reject?.()
  const command = grant.command ?? asked
  const environment = { ...state.variables, ...grant.environment, ...originOf(connection, terminal) }
  if (grant.command !== undefined && asked !== undefined) environment.SSH_ORIGINAL_COMMAND = asked
  const channel = openChannel(accept, onError)
  if (channel === undefined) return
  if ([command, asked].some(isTooLong)) return rejectTooLong(channel, terminal)
  if (command !== undefined && isScp(command) && terminal === undefined) {
    state.isTransferring = true
    return void transferByScp(transfer, channel, command).catch(onError)
  }
  state.process = runOnChannel(guests, channel, connection, { command, environment, terminal })
}

function startSubsystem(context: SessionContext, asked: Asked) {
  const { connection, transfer, state } = context
  const { grant, onError } = connection
  if (asked.command !== 'sftp' || state.process !== undefined || state.isTransferring) return asked.reject?.()
  if (grant.command !== undefined && !isSftpServer(grant.command)) return start(context, asked)
  // Open the channel at once: ssh2 drops what the client sends before.
  const channel = openChannel(asked.accept, onError)
  if (channel === undefined) return
  state.isTransferring = true
  transferBySftp(transfer, channel).catch(onError)
}

const isTooLong = (command: string | undefined) => command !== undefined && Buffer.byteLength(command) > maxCommandBytes

function rejectTooLong(channel: ServerChannel, terminal: Terminal | undefined): void {
  const output = terminal === undefined ? channel.stderr : channel
  output.write('/bin/bash: Argument list too long\n')
  endChannel(channel, { code: 1 })
}

/** Whether the forced command of a key allows SFTP and nothing else. */
const isSftpServer = (command: string) => /^(internal-sftp|\S*\/sftp-server)(\s|$)/.test(command)
