/**
 * The body of an RPC call: a form. Whatever its content type says, JSON is known by its first character, so that a
 * content type, which needn't be signed, doesn't decide how a body is read.
 */
import { parse } from 'fast-querystring'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { unsupportedMediaType } from '../../errors/index.ts'

const form = 'application/x-www-form-urlencoded'
const belongs = `Parameters belong in the query, or in a body of the type ${form}.`

export function readRpcBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const read = (isForm: boolean) => (request: FastifyRequest, body: Buffer, done: Done) => {
    request.rawBody = body // V3 signs it
    const text = body.toString()
    if (holdsNothing(text)) return done(null, undefined)
    if (/^\s*[[{]/.test(text)) return done(unsupportedMediaType(undefined, `The body is JSON. ${belongs}`))
    if (!isForm) return done(unsupportedMediaType(undefined, belongs))
    done(null, parse(text))
  }
  app.addContentTypeParser(form, { parseAs: 'buffer' }, read(true))
  app.addContentTypeParser('*', { parseAs: 'buffer' }, read(false))
}

type Done = (error: Error | null, body?: unknown) => void

// What generic clients send beside parameters that are in the query.
const holdsNothing = (text: string): boolean => /^\s*(\{\s*\}|\[\s*\]|null|"")?\s*$/.test(text)
