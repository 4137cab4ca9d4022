/** Parses JSON bodies, and keeps the raw bytes for signatures. */
import type { FastifyInstance } from 'fastify'
import { malformedRequest } from '../../errors/index.ts'
import { rejectBody } from '../answer.ts'

export function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    request.rawBody = body // a V3 signature covers it
    try {
      done(null, body.length === 0 ? undefined : JSON.parse(body.toString()))
    } catch {
      done(malformedRequest({ detail: 'The body is not JSON.' }))
    }
  })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, rejectBody('application/json'))
}
