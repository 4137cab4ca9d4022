import type { FastifyRequest } from 'fastify'

/**
 * How the client came: over TLS to this service, or to a trusted proxy that says so in X-Forwarded-Proto. That header
 * may have any text; some proxies write wss for a WebSocket.
 */
export const protocolOf = ({ protocol }: Pick<FastifyRequest, 'protocol'>): 'http' | 'https' =>
  /^(https|wss)$/i.test(protocol) ? 'https' : 'http'
