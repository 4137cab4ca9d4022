/** The REST door: a route an operation, plain JSON, the same names, checks and errors as the RPC door. */
import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify'
import { accountOf, basicAccountOf } from '../auth/caller.ts'
import type { Services } from '../dispatch.ts'
import { incompleteSignature, malformedRequest } from '../errors.ts'
import type { Operation } from '../operation.ts'
import { answer, refuseBody, toEntry } from './answer.ts'
import { linksOf } from './links.ts'
import { sendError } from './reply.ts'
import { describeRoute } from './rest-document.ts'
import { readParameters } from './rest-parameters.ts'
import { fastifyPath, routeOf } from './route.ts'

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
  app.addContentTypeParser('*', { parseAs: 'buffer' }, refuseBody('application/json'))
  app.setErrorHandler((error, request, reply) => sendError(request, reply, 'JSON', error))

  for (const operation of operations) {
    if (operation.route === undefined) continue
    const route = routeOf(operation)
    const entry = toEntry(operation)
    const status = operation.creates ? 201 : 200
    app.route({
      method: route.method as HTTPMethods,
      url: fastifyPath(route.path),
      // Not as the route's schema: dispatch validates, once, for both doors.
      config: { document: () => describeRoute(operation) },
      ...(operation.creates && { links: { [status]: linksOf(operation, operations) } }),
      async handler(request, reply) {
        const account = callerOf(request)
        const parameters = readParameters(operation.parameters, route, request)
        return await answer(services, entry, { account, parameters, format: 'JSON', status }, request, reply)
      }
    })
  }
}

// Who says nothing is `default`; who says something that names nobody is refused rather than mistaken for it.
function callerOf({ headers: { authorization } }: FastifyRequest): string {
  if (!authorization) return 'default'
  const account = accountOf({ authorization, accessKeyId: undefined }) ?? basicAccountOf(authorization)
  if (account === undefined) throw incompleteSignature()
  return account
}
