import type { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { contain } from '@swas-local/linux/contain.ts'
import type { FastifyInstance } from 'fastify'

/**
 * An error of a connection that nothing catches ends that connection only. Call this before anything listens to one.
 */
export function containConnections(app: FastifyInstance): void {
  const { server, log } = app
  const onError = (socket: Socket) => (err: unknown) => {
    log.error({ err }, 'an HTTP connection was ended by an error of the service')
    socket.destroy()
  }
  contain(server, (err) => log.error({ err }, 'the HTTP server met a fault'))
  server.prependListener('connection', (socket: Socket) => contain(socket, onError(socket)))
  server.prependListener('request', (request: EventEmitter & { socket: Socket }, response: EventEmitter) => {
    for (const emitter of [request, response]) contain(emitter, onError(request.socket))
  })
}
