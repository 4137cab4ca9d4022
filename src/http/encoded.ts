/** Rejects a body that has a content-encoding, by that name: read undecoded, it would seem to lack every parameter. */
import type { FastifyInstance } from 'fastify'
import { unsupportedMediaType } from '../errors/index.ts'

/** Call this before the routes are added. It works in preParsing, when the call log knows the action already. */
export function rejectEncoded(app: FastifyInstance): void {
  app.addHook('preParsing', async ({ headers }) => {
    const encoding = headers['content-encoding']?.trim() ?? ''
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
    if (encoding === '' || encoding.toLowerCase() === 'identity' || !hasBody) return
    const detail = `The body has the content-encoding ${encoding.slice(0, 64)}: send it as it is, without content-encoding.`
    throw unsupportedMediaType({ detail }).with({ headers: { 'accept-encoding': 'identity' } }) // RFC 9110, 15.5.16
  })
}
