import type { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { contain } from '@swas-local/linux/contain.ts'
import type { FastifyInstance } from 'fastify'

/** What goes wrong with a connection, and was caught nowhere, ends that connection. Before anything else listens. */
export function containConnections(app: FastifyInstance): void {
  const { server, log } = app
  const onError = (socket: Socket) => (err: unknown) => {
    log.error({ err }, 'an HTTP connection met a fault of the service, and was ended')
    socket.destroy()
  }
  contain(server, (err) => log.error({ err }, 'the HTTP server met a fault'))
  server.prependListener('connection', (socket: Socket) => contain(socket, onError(socket)))
  server.prependListener('request', (request: EventEmitter & { socket: Socket }, response: EventEmitter) => {
    for (const emitter of [request, response]) contain(emitter, onError(request.socket))
  })
}
