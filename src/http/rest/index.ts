/** The REST API: one route for each operation, plain JSON; the same names, checks and errors as the RPC API. */
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { Authenticator } from '../../auth/authenticate.ts'
import { anonymousCaller, type Caller } from '../../auth/caller.ts'
import { claimOf } from '../../auth/claim.ts'
import type { Services } from '../../dispatch/dispatch.ts'
import type { Operation } from '../../dispatch/operation.ts'
import { incompleteSignature, missing } from '../../errors/index.ts'
import { answer, toEntry } from '../answer.ts'
import { assertSecure } from '../https-only.ts'
import { identify } from '../identify.ts'
import { linksOf } from '../openapi/links.ts'
import { describeRoute } from '../openapi/operation.ts'
import { sendError } from '../reply.ts'
import { readJson } from './json.ts'
import { readParameters } from './parameters.ts'
import { fastifyPath, routeOf } from './route.ts'

export function rest(
  app: FastifyInstance,
  options: { operations: readonly Operation[]; services: Services; authenticator: Authenticator }
): void {
  const { operations, services, authenticator } = options
  readJson(app)
  app.setErrorHandler((error, request, reply) => sendError(request, reply, 'JSON', error))

  for (const operation of operations) {
    if (operation.route === undefined) continue
    const route = routeOf(operation)
    const entry = toEntry(operation, 'REST')
    const status = operation.creates ? 201 : 200
    app.route({
      method: route.method as HTTPMethods,
      url: fastifyPath(route.path),
      // Not validated here by the route's schema: dispatch validates once, for both APIs.
      config: { document: () => describeRoute(operation) },
      ...(operation.creates && { links: { [status]: linksOf(operation, operations) } }),
      async onRequest(request) {
        request.callRecord = { door: 'REST', action: operation.action }
      },
      async handler(request, reply) {
        assertSecure(request, operation)
        const caller = await callerOf(authenticator, request, reply)
        request.callRecord = { door: 'REST', action: operation.action, caller }
        const parameters = readParameters(operation.parameters, route, request)
        return await answer(services, entry, { caller, parameters, format: 'JSON', status }, request, reply)
      }
    })
  }
}

// A request without credentials is the account `default`. Credentials that name no AccessKey are rejected, not taken
// for `default`.
async function callerOf(authenticator: Authenticator, request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
  const { authorization } = request.headers
  if (!authorization) {
    if (authenticator.mode === 'verify' || (await authenticator.find('default')) !== undefined)
      throw missing('AccessKeyId')
    return anonymousCaller('default')
  }
  const claim = claimOf(authorization)
  if (claim === undefined) throw incompleteSignature()
  return await identify(authenticator, claim, request, reply)
}
