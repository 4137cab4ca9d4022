/** The SSH server. It loads ssh2 with the first connection. */
import type { Socket } from 'node:net'
import { contain } from '@swas-local/linux/contain.ts'
import { createJobQueue } from '../keys/job-queue.ts'
import type { HostKeys } from '../servers/host-keys.ts'
import type { LogonPlace } from '../servers/logons.ts'
import type { Host } from './connection.ts'
import { createConnectionLimiter } from './connection-limit.ts'
import { createFailures } from './failures.ts'
import { createListeners, type Listeners } from './listeners.ts'
import { createReceiver, plainAddress } from './receive.ts'

export interface SshServerOptions extends Pick<Host, 'db' | 'now' | 'log' | 'guests'> {
  readonly host: string
  readonly port: number
  /** Whether only connections to this machine's loopback addresses are accepted. */
  readonly isLoopbackOnly: boolean
  readonly hostKeys: HostKeys
  /** Failed logons a minute, of one address for one server; 0 for no limit. */
  readonly authFailures: number
}

export interface SshServer extends Listeners {
  /** undefined until it listens. */
  place(): LogonPlace | undefined
  /** Rejects if the port is taken. */
  listen(): Promise<void>
}

const passwordsAtATime = 2
const passwordsWaiting = 100

export function createSshServer(options: SshServerOptions): SshServer {
  const { db, now, log, guests, hostKeys, isLoopbackOnly } = options
  const jobQueue = createJobQueue({ concurrency: passwordsAtATime, queueLimit: passwordsWaiting })
  const host: Host = { db, now, log, guests, jobQueue, failures: createFailures(options.authFailures) }
  let place: LogonPlace | undefined

  const onErrorOf = (socket: Socket) => (err: unknown) => {
    const address = plainAddress(socket.remoteAddress)
    log.error({ err, address }, 'an SSH connection was ended by an error of the service')
    socket.destroy()
  }
  const receive = createReceiver({ host, hostKeys, isLoopbackOnly, limiter: createConnectionLimiter(), onErrorOf })
  const listeners = createListeners(
    options.host,
    (socket, instanceId) => {
      contain(socket, onErrorOf(socket))
      receive(socket, instanceId).catch((err) => {
        log.warn({ err }, 'an SSH connection could not be served')
        socket.destroy()
      })
    },
    (err) => log.error({ err }, 'a listener for SSH failed')
  )

  return {
    ...listeners,
    place: () => place,
    async listen() {
      const port = await listeners.open(options.port).catch((cause) => {
        const advice = 'choose another, 0 for any, or off'
        throw new Error(`SSH_PORT ${options.port} is not available (${cause.code}): ${advice}.`, { cause })
      })
      place = { port, isByAddress: isLoopbackOnly && process.platform === 'linux' }
    }
  }
}
