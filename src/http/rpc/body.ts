/**
 * The body of an RPC call is a form. JSON is recognised by its first character, whatever the content type says: clients
 * needn't sign the content type, so it must not decide how a body is read.
 */
import { parse } from 'fast-querystring'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { unsupportedMediaType } from '../../errors/index.ts'

const form = 'application/x-www-form-urlencoded'
const belongs = `Parameters belong in the query, or in a body of the type ${form}.`

export function readRpcBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const read = (isForm: boolean) => (request: FastifyRequest, body: Buffer, done: Done) => {
    request.rawBody = body // a V3 signature covers it
    const text = body.toString()
    if (holdsNothing(text)) return done(null, undefined)
    if (/^\s*[[{]/.test(text)) return done(unsupportedMediaType({ detail: `The body is JSON. ${belongs}` }))
    if (!isForm) return done(unsupportedMediaType({ detail: belongs }))
    done(null, parse(text))
  }
  app.addContentTypeParser(form, { parseAs: 'buffer' }, read(true))
  app.addContentTypeParser('*', { parseAs: 'buffer' }, read(false))
}

type Done = (error: Error | null, body?: unknown) => void

// Generic clients send this body beside parameters in the query.
const holdsNothing = (text: string): boolean => /^\s*(\{\s*\}|\[\s*\]|null|"")?\s*$/.test(text)
