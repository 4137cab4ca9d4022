/**
 * How the HTTP side ends: no new connection is taken, what was accepted is answered, and the next call on a kept
 * connection is told to go elsewhere. Fastify's own ending would cut idle connections off, although a call may be on its
 * way on one, and then waits for as long as clients go on calling on the others.
 */
import type { ServerResponse } from 'node:http'
import { Server, type Socket } from 'node:net'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { serviceUnavailable } from '../errors/index.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Aborted when the service closes: whoever waits on behalf of a client stops waiting. */
    closing: AbortSignal
  }
}

const lookMs = 20

/** To be called before the routes are added. A connection that is idle for `graceMs` while the service closes is ended. */
export function drain(app: FastifyInstance, graceMs: number): void {
  const closing = new AbortController()
  const connections = new Map<Socket, { unanswered: Set<ServerResponse>; idleSince: number }>()

  const isOver = () => {
    const now = performance.now()
    for (const [socket, { unanswered, idleSince }] of connections) {
      const isIdle = [...unanswered].every(({ req }) => !req.complete) // who sends half a call is not waited for
      if (isIdle && now - idleSince > graceMs) socket.destroy()
    }
    return connections.size === 0
  }

  app.decorate('closing', closing.signal)
  app.server.on('connection', (socket: Socket) => {
    connections.set(socket, { unanswered: new Set(), idleSince: performance.now() })
    socket.once('close', () => connections.delete(socket))
  })
  app.addHook('onRequest', async ({ raw: { socket } }, { raw }) => {
    const connection = connections.get(socket)
    if (connection === undefined) return // a request that was injected has no connection
    connection.unanswered.add(raw)
    raw.once('close', () => {
      connection.unanswered.delete(raw)
      connection.idleSince = performance.now()
    })
  })
  // When the body has said in which format to answer.
  app.addHook('preHandler', async () => {
    if (closing.signal.aborted) throw serviceUnavailable().with({ headers: { connection: 'close' } })
  })
  app.addHook('preClose', async () => {
    await nextTurn() // who has connected already is let in
    closing.abort()
    for (const connection of connections.values()) {
      connection.idleSince = Math.max(connection.idleSince, performance.now())
    }
    Server.prototype.close.call(app.server) // stops listening; http.Server's own would end idle connections as well
    while (!isOver()) await sleep(lookMs)
  })
}
