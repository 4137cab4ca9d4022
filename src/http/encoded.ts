/** A body under a content-encoding is refused by that name: read as it comes, it would seem to lack every parameter. */
import type { FastifyInstance } from 'fastify'
import { unsupportedMediaType } from '../errors/index.ts'

/** To be called before the routes are added. Not earlier in a request, so that the call log knows what was called. */
export function rejectEncoded(app: FastifyInstance): void {
  app.addHook('preParsing', async ({ headers }) => {
    const encoding = headers['content-encoding']?.trim() ?? ''
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
    if (encoding === '' || encoding.toLowerCase() === 'identity' || !hasBody) return
    const detail = `The body has the content-encoding ${encoding.slice(0, 64)}: send it as it is, without content-encoding.`
    throw unsupportedMediaType(undefined, detail).with({ headers: { 'accept-encoding': 'identity' } }) // RFC 9110, 15.5.16
  })
}
