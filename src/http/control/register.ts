/**
 * Adds the route of an operation of the control API. The checks come in this order: the caller, its permission, the
 * query, the body. So a caller without credentials learns nothing about the query and the body.
 */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type TObject, Type } from 'typebox'
import type { Caller } from '../../auth/caller.ts'
import { parseJson } from '../rest/json.ts'
import { permit, scopeWithin } from './caller.ts'
import { type AnyControlOperation, OtherReply } from './operation.ts'
import type { ControlOptions } from './options.ts'
import { checkType, read, readQuery } from './read.ts'

/** Keeps the bytes of each body: a V3 signature covers them, and the caller is checked before the body is parsed. */
export function keepBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    request.rawBody = body
    done(null)
  })
}

export function register(app: FastifyInstance, options: ControlOptions, operation: AnyControlOperation): void {
  const { route, who, bodyLimit, isAnsweredUnderPressure = false } = operation
  const [method = '', path = ''] = route.split(' ')
  app.route({
    method,
    url: path.replace(/{(\w+)}/g, ':$1'),
    config: { isAnsweredUnderPressure },
    ...(bodyLimit !== undefined && { bodyLimit }),
    async handler(request, reply) {
      const caller = await permit(options, who, request, reply)
      const call = toCall(operation, caller, request, reply)
      return send(operation, await operation.handle(options, call as never), reply)
    }
  })
}

const noQuery = Type.Object({}, { additionalProperties: false })

interface Named {
  readonly account?: string
}

function toCall(
  { who, query: querySchema = noQuery, body: bodySchema, isBodyNeeded = true, textTypes }: AnyControlOperation,
  caller: Caller | undefined,
  request: FastifyRequest,
  reply: FastifyReply
) {
  const { host, headers, params, rawBody } = request
  const query = readQuery(querySchema, request.query)
  const text = rawBody?.toString() ?? ''
  checkType(headers['content-type'], text, textTypes ?? ['application/json'])
  let body = textTypes === undefined ? parseJson(text) : undefined
  if (textTypes === undefined && bodySchema !== undefined && (isBodyNeeded || body !== undefined))
    body = read(bodySchema, body ?? {})
  // Where the query may name an account, one in the body means something else, such as the origin of a snapshot.
  const naming = 'account' in ((querySchema as TObject).properties ?? {}) ? query : body
  const named = (naming as Named | undefined)?.account
  return {
    ...(who === 'account' && { account: caller?.account }),
    ...(who === 'operator or account' && { caller, scope: scopeWithin(caller, named) }),
    path: params,
    query,
    body,
    text,
    host,
    lastEventId: headers['last-event-id']?.toString(),
    get signal() {
      return signalOf(request, reply)
    }
  }
}

/** Aborted when the caller goes away, or the service stops. */
function signalOf({ server: { closing } }: FastifyRequest, { raw }: FastifyReply): AbortSignal {
  const ending = new AbortController()
  const end = () => ending.abort()
  if (closing.aborted) end()
  closing.addEventListener('abort', end)
  raw.once('close', () => {
    closing.removeEventListener('abort', end)
    end()
  })
  return ending.signal
}

function send(
  { reply: schema, status = schema === undefined ? 204 : 200 }: AnyControlOperation,
  answer: unknown,
  reply: FastifyReply
): FastifyReply {
  if (answer instanceof OtherReply) {
    const { body } = answer
    return reply
      .code(answer.status)
      .type(answer.type)
      .send(typeof body === 'string' ? body : Readable.from(body))
  }
  reply.code(status)
  if (schema === undefined) return reply.send()
  // The serializer drops every member that the schema doesn't declare.
  const json = reply.serializeInput(answer as Record<string, unknown>, schema as unknown as Record<string, unknown>)
  return reply.type('application/json; charset=utf-8').send(json)
}
