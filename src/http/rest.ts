/** The REST door: a route an operation, plain JSON, the same names, checks and errors as the RPC door. */
import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify'
import { accountOf } from '../auth/caller.ts'
import type { Services } from '../dispatch.ts'
import { invalid, malformedRequest } from '../errors.ts'
import type { Operation } from '../operation.ts'
import { answer, refuseBody, toEntry } from './answer.ts'
import { decode, type WireParameters } from './decode.ts'
import { sendError } from './reply.ts'
import { describeRoute, fastifyPath, splitRoute } from './rest-schema.ts'

export function rest(app: FastifyInstance, options: { operations: readonly Operation[]; services: Services }): void {
  const { operations, services } = options
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)))
    } catch {
      done(malformedRequest(undefined, 'The body is not JSON.'))
    }
  })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, refuseBody)
  app.setErrorHandler((error, request, reply) => sendError(request, reply, 'JSON', error))

  for (const operation of operations) {
    if (operation.route === undefined) continue
    const { method, path, inPath } = splitRoute(operation.route)
    const entry = toEntry(operation)
    app.route({
      method: method as HTTPMethods,
      url: fastifyPath(path),
      exposeHeadRoute: false,
      // Not as the route's schema: dispatch validates, once, for both doors.
      config: { document: describeRoute(operation, entry.reply) },
      async handler(request, reply) {
        const account = accountOf({ authorization: request.headers.authorization, accessKeyId: undefined }) ?? 'default'
        const parameters = readParameters(operation, inPath, request)
        return await answer(services, entry, { account, parameters, format: 'JSON' }, request, reply)
      }
    })
  }
}

/** Path, query and body as one record; a name that the operation doesn't know is refused, not overlooked. */
function readParameters(
  operation: Operation,
  inPath: readonly string[],
  request: FastifyRequest
): Record<string, unknown> {
  const { properties } = operation.parameters
  const query = request.query as WireParameters
  const body = request.body ?? {}
  if (typeof body !== 'object' || Array.isArray(body))
    throw malformedRequest(undefined, 'The body is not a JSON object.')
  for (const name of [...Object.keys(query).map((key) => key.split('.')[0] ?? ''), ...Object.keys(body)]) {
    if (!Object.hasOwn(properties, name) || inPath.includes(name)) throw invalid(name)
  }
  const params = request.params as Record<string, string>
  const path = Object.fromEntries(inPath.map((name) => [name, pathValue(properties[name], params[name] ?? '')]))
  return { ...decode(operation.parameters, query), ...body, ...path }
}

// A list in a path is a comma list.
const pathValue = (schema: object | undefined, text: string): string | string[] =>
  schema !== undefined && 'items' in schema ? text.split(',').filter((part) => part !== '') : text
