/** The listeners of the SSH server: one for all servers, and further ones for single servers on request. */
import { createServer, type Server, type Socket } from 'node:net'
import { contain } from '@swas-local/linux/contain.ts'

/** A port that belongs to one server. */
export interface Port {
  readonly port: number
  readonly instanceId: string
  readonly account: string
}

export interface Listeners {
  /** Gives the port; 0 chooses a free one. Rejects with the error of `net.Server` if the port is taken. */
  open(port: number, server?: Omit<Port, 'port'>): Promise<number>
  ports(): readonly Port[]
  /** Stops listening; connections stay. false if the port wasn't opened. */
  shut(port: number): boolean
  /** Closes all listeners and their connections. */
  close(): Promise<void>
}

const keepAliveMs = 60_000

/** `receive` gets each connection, with the server that its port belongs to; `onError` gets the errors of listeners. */
export function createListeners(
  host: string,
  receive: (socket: Socket, instanceId: string | undefined) => void,
  onError: (error: unknown) => void
): Listeners {
  const listeners = new Map<Server, { port: number; server: Omit<Port, 'port'> | undefined }>()
  const sockets = new Set<Socket>()
  const options = { noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs }

  return {
    open: (port, server) =>
      new Promise((resolve, reject) => {
        const listener = createServer(options, (socket) => {
          sockets.add(socket)
          socket.on('error', () => {}).once('close', () => sockets.delete(socket))
          receive(socket, server?.instanceId)
        })
        contain(listener, onError)
        listener.once('error', reject).listen({ host, port }, () => {
          const address = listener.address()
          const taken = typeof address === 'object' && address !== null ? address.port : port
          listeners.set(listener, { port: taken, server })
          resolve(taken)
        })
      }),
    ports: () =>
      [...listeners.values()].flatMap(({ port, server }) =>
        server === undefined ? [] : { port, instanceId: server.instanceId, account: server.account }
      ),
    shut(port) {
      const [listener] = [...listeners].find(([, one]) => one.port === port && one.server !== undefined) ?? []
      if (listener === undefined) return false
      listeners.delete(listener)
      listener.close()
      return true
    },
    async close() {
      const ended = [...listeners.keys()].map((one) => new Promise((resolve) => one.close(resolve)))
      for (const socket of sockets) socket.destroy()
      await Promise.all(ended)
    }
  }
}
