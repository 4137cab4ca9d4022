/** Decides by address, server and limits whether a new connection is served. */
import type { Socket } from 'node:net'
import type { HostKeys } from '../servers/host-keys.ts'
import { isOpen } from '../servers/logon.ts'
import { findServer } from '../store/servers.ts'
import type { Host } from './connection.ts'
import type { ConnectionInfo } from './connection-info.ts'
import type { ConnectionLimiter } from './connection-limit.ts'

export interface ReceiverOptions {
  readonly host: Host
  readonly hostKeys: HostKeys
  readonly limiter: ConnectionLimiter
  readonly isLoopbackOnly: boolean
  readonly onErrorOf: (socket: Socket) => (error: unknown) => void
}

/** `fixed` is the server that the port belongs to; undefined at the port for all servers. */
export type Receive = (socket: Socket, fixed: string | undefined) => Promise<void>

export function createReceiver({ host, hostKeys, limiter, isLoopbackOnly, onErrorOf }: ReceiverOptions): Receive {
  const { db, now, log } = host
  return async (socket, fixed) => {
    const addresses = addressesOf(socket)
    const { remoteAddress, localAddress } = addresses
    if (isLoopbackOnly && !isLoopback(localAddress)) return void socket.destroy()
    const which = fixed === undefined ? { publicIpAddress: localAddress } : { instanceId: fixed }
    const server = await findServer(db, which, now())
    const instanceId = server?.instanceId ?? fixed
    const refuse = (reason: string) => {
      log.info({ address: remoteAddress, to: localAddress, instanceId }, `an SSH connection was refused: ${reason}`)
      socket.destroy()
    }
    if (server === undefined && fixed !== undefined) return refuse('the server of this port no longer exists')
    if (server !== undefined && !isOpen(server)) return refuse('the server is not Running, or has no SSH')
    if (host.failures.areTooMany(remoteAddress, instanceId ?? '')) return refuse('too many failed logons in a minute')
    if (socket.destroyed) return
    const release = limiter.admit(instanceId ?? '')
    if (release === undefined) return refuse('there are too many connections')
    socket.once('close', release)
    const [{ serve }, keys] = await Promise.all([import('./connection.ts'), hostKeys.of(server ?? 'shared')])
    if (socket.destroyed) return
    const connection: ConnectionInfo = {
      ...addresses,
      instanceId,
      onError: onErrorOf(socket),
      isOver: () => !socket.writable,
      end: () => socket.destroySoon()
    }
    serve(host, socket, connection, { keys, banner: bannerFor(localAddress, server?.instanceId) })
  }
}

function addressesOf({ remoteAddress, remotePort = 0, localAddress, localPort = 0 }: Socket) {
  return { remoteAddress: plainAddress(remoteAddress), remotePort, localAddress: plainAddress(localAddress), localPort }
}

/** Tells the client that a loopback address belongs to no server. At 127.0.0.1, the user name says which server. */
const bannerFor = (address: string, instanceId: string | undefined): string | undefined =>
  instanceId === undefined && isLoopback(address) && address !== '127.0.0.1'
    ? `No server has the address ${address}.`
    : undefined

const isLoopback = (address: string) => address.startsWith('127.') || address === '::1'

/** An IPv4 address in its own form, also if the listener is one of IPv6. */
export const plainAddress = (address = '') => address.replace(/^::ffff:/i, '')
