import type { FastifyRequest } from 'fastify'

/**
 * How the client came: over TLS to this service, or to a trusted proxy that says so in X-Forwarded-Proto. That header
 * may have any text; some proxies write wss for a WebSocket.
 */
export const protocolOf = ({ protocol }: Pick<FastifyRequest, 'protocol'>): 'http' | 'https' =>
  /^(https|wss)$/i.test(protocol) ? 'https' : 'http'

/** `http://host:port` as the client has called this service. */
export const originOf = (request: Pick<FastifyRequest, 'protocol' | 'host'>): string =>
  `${protocolOf(request)}://${request.host}`
