/** The SSH door. It costs nothing until somebody comes. */
import type { Socket } from 'node:net'
import { contain } from '@swas-local/linux/contain.ts'
import { createJobQueue } from '../keys/job-queue.ts'
import type { HostKeys } from '../servers/host-keys.ts'
import { isOpen } from '../servers/logon.ts'
import type { LogonPlace } from '../servers/logons.ts'
import { findServer } from '../store/servers.ts'
import type { Host } from './connection.ts'
import type { ConnectionInfo } from './connection-info.ts'
import { createConnectionLimiter } from './connection-limit.ts'
import { createFailures } from './failures.ts'
import { createListeners, type Listeners } from './listeners.ts'

export interface SshServerOptions extends Pick<Host, 'db' | 'now' | 'log' | 'guests'> {
  readonly host: string
  readonly port: number
  /** Whether only connections to this machine's loopback addresses are taken. */
  readonly isLoopbackOnly: boolean
  readonly hostKeys: HostKeys
  /** Failed logons a minute, of one address for one server; 0 for any number. */
  readonly authFailures: number
}

export interface SshServer extends Listeners {
  /** Undefined until it listens. */
  place(): LogonPlace | undefined
  /** Rejects where the port is taken. */
  listen(): Promise<void>
}

const passwordsAtATime = 2
const passwordsWaiting = 100

export function createSshServer(options: SshServerOptions): SshServer {
  const { db, now, log, guests, hostKeys, isLoopbackOnly } = options
  const jobQueue = createJobQueue({ concurrency: passwordsAtATime, queueLimit: passwordsWaiting })
  const host: Host = { db, now, log, guests, jobQueue, failures: createFailures(options.authFailures) }
  const limiter = createConnectionLimiter()
  let place: LogonPlace | undefined

  const receive = async (socket: Socket, fixed: string | undefined) => {
    const { remotePort = 0, localPort = 0 } = socket
    const [remoteAddress, localAddress] = [plain(socket.remoteAddress), plain(socket.localAddress)]
    if (isLoopbackOnly && !isLoopback(localAddress)) return socket.destroy()
    const which = fixed === undefined ? { publicIpAddress: localAddress } : { instanceId: fixed }
    const server = await findServer(db, which, now())
    const instanceId = server?.instanceId ?? fixed
    const refuse = (reason: string) => {
      log.info({ address: remoteAddress, to: localAddress, instanceId }, `an SSH connection was refused: ${reason}`)
      return socket.destroy()
    }
    if (server === undefined && fixed !== undefined) return refuse('the server of this port is gone')
    if (server !== undefined && !isOpen(server)) return refuse('the server is not Running, or has no SSH')
    if (host.failures.areTooMany(remoteAddress, instanceId ?? '')) return refuse('too many failed logons in a minute')
    if (socket.destroyed) return
    const end = limiter.admit(instanceId ?? '')
    if (end === undefined) return refuse('there are too many')
    socket.once('close', end)
    const [{ serve }, keys] = await Promise.all([import('./connection.ts'), hostKeys.of(server ?? 'door')])
    if (socket.destroyed) return
    const connection: ConnectionInfo = {
      ...{ remoteAddress, remotePort, localAddress, localPort, instanceId },
      onError: onErrorOf(socket),
      isOver: () => !socket.writable,
      end: () => socket.destroySoon()
    }
    const isNobodys = server === undefined && isLoopback(localAddress) && localAddress !== '127.0.0.1'
    serve(host, socket, connection, {
      keys,
      banner: isNobodys ? `No server has the address ${localAddress}.` : undefined
    })
  }

  const onErrorOf = (socket: Socket) => (err: unknown) => {
    log.error(
      { err, address: plain(socket.remoteAddress) },
      'an SSH connection met a fault of the service, and was ended'
    )
    socket.destroy()
  }
  const listeners = createListeners(
    options.host,
    (socket, instanceId) => {
      contain(socket, onErrorOf(socket))
      receive(socket, instanceId).catch((err) => {
        log.warn({ err }, 'an SSH connection could not be served')
        socket.destroy()
      })
    },
    (err) => log.error({ err }, 'a listener for SSH met a fault')
  )

  return {
    ...listeners,
    place: () => place,
    async listen() {
      const port = await listeners.open(options.port).catch((cause) => {
        throw new Error(`SSH_PORT ${options.port} can’t be had (${cause.code}): choose another, 0 for any, or off.`, {
          cause
        })
      })
      place = { port, isByAddress: isLoopbackOnly && process.platform === 'linux' }
    }
  }
}

const isLoopback = (address: string) => address.startsWith('127.') || address === '::1'

/** An IPv4 address as such where the listener is one of IPv6. */
const plain = (address = '') => address.replace(/^::ffff:/i, '')
