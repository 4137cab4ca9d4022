/**
 * How HTTP stops. The service takes no new connection and answers every call that it has accepted; the next call on a
 * kept-alive connection gets 503 and `connection: close`. Fastify's own close() would cut idle connections, although a
 * call may be on its way on one of them, and would then wait for as long as clients go on calling on the others.
 */
import type { ServerResponse } from 'node:http'
import { Server, type Socket } from 'node:net'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { serviceUnavailable } from '../errors/index.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Aborted when the service closes: code that waits on behalf of a client stops waiting. */
    closing: AbortSignal
  }
}

interface Connection {
  /** The one that the client has opened. */
  readonly socket: Socket
  readonly unanswered: Set<ServerResponse>
  idleSince: number
}

const lookMs = 20

const endOf = ({ remoteAddress, remotePort, localAddress }: Socket): string =>
  `${remoteAddress} ${remotePort} ${localAddress}`

/**
 * Call this before the routes are added. While the service closes, a connection that is idle for `graceMs` is ended.
 */
export function drain(app: FastifyInstance, graceMs: number): void {
  const closing = new AbortController()
  // By the client's end of it: a TLS connection is two sockets, one on top of the other.
  const connections = new Map<string, Connection>()

  const isOver = () => {
    const now = performance.now()
    for (const { socket, unanswered, idleSince } of connections.values()) {
      const isIdle = [...unanswered].every(({ req }) => !req.complete) // a call that is sent only in part is not waited for
      if (isIdle && now - idleSince > graceMs) socket.destroy()
    }
    return connections.size === 0
  }

  app.decorate('closing', closing.signal)
  app.server.on('connection', (socket: Socket) => {
    const end = endOf(socket)
    if (connections.has(end)) return
    const connection = { socket, unanswered: new Set<ServerResponse>(), idleSince: performance.now() }
    connections.set(end, connection)
    socket.once('close', () => {
      if (connections.get(end) === connection) connections.delete(end)
    })
  })
  app.addHook('onRequest', async ({ raw: { socket } }, { raw }) => {
    const connection = connections.get(endOf(socket))
    if (connection === undefined) return // app.inject() makes requests without a connection
    connection.unanswered.add(raw)
    raw.once('close', () => {
      connection.unanswered.delete(raw)
      connection.idleSince = performance.now()
    })
  })
  // In preHandler, since only the body may say in which format to answer.
  app.addHook('preHandler', async () => {
    if (closing.signal.aborted) throw serviceUnavailable().with({ headers: { connection: 'close' } })
  })
  app.addHook('preClose', async () => {
    await nextTurn() // accepts the connections that are already made
    closing.abort()
    for (const connection of connections.values()) {
      connection.idleSince = Math.max(connection.idleSince, performance.now())
    }
    Server.prototype.close.call(app.server) // stops listening; http.Server's close() would also end idle connections
    while (!isOver()) await sleep(lookMs)
  })
}
