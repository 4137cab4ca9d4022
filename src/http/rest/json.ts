/** Parses JSON bodies, and keeps the raw bytes for signatures. */
import type { FastifyInstance } from 'fastify'
import { malformedRequest } from '../../errors/index.ts'
import { rejectBody } from '../answer.ts'

export function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    request.rawBody = body // a V3 signature covers it
    try {
      done(null, parseJson(body.toString()))
    } catch (error) {
      done(error as Error)
    }
  })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, rejectBody('application/json'))
}

/** The value of a JSON body; undefined if it is empty. Throws malformedRequest. */
export function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw malformedRequest({ detail: 'The body is not JSON.' })
  }
}
