/** The RPC API: one path, the operation by its name, parameters in the query or the form. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Authenticator } from '../../auth/authenticate.ts'
import { cloudActions } from '../../catalog/actions.ts'
import type { Services } from '../../dispatch/dispatch.ts'
import type { HttpMethod, Operation } from '../../dispatch/operation.ts'
import {
  actionNotFound,
  invalidFormat,
  invalidVersion,
  missing,
  notEmulated,
  unsupportedMethod
} from '../../errors/index.ts'
import { answer, type Entry, toEntry } from '../answer.ts'
import { assertSecure } from '../https-only.ts'
import { identify } from '../identify.ts'
import { isVisit, showLanding } from '../pages/landing.ts'
import { sendError } from '../reply.ts'
import { readRpcBodies } from './body.ts'
import { actionOf, claimIn, formatOf, rejectAmbiguous, versionOf, wireParameters } from './call.ts'
import { decode, first, unreadNames, type WireParameters } from './decode.ts'

const apiVersion = '2020-06-01'
const methods: readonly HttpMethod[] = ['GET', 'POST']
// Parameters that every call may have beside its operation's own. The SDKs send RegionId with every operation.
const ofTheProtocol = new Set(
  'Action Version Format AccessKeyId RegionId Signature SignatureMethod SignatureNonce SignatureType SignatureVersion Timestamp SecurityToken BearerToken'.split(
    ' '
  )
)

export function rpc(
  app: FastifyInstance,
  options: { operations: readonly Operation[]; services: Services; authenticator: Authenticator; version: string }
): void {
  const { operations, services, authenticator, version } = options
  const entries = new Map(operations.map((operation) => [operation.action, toEntry(operation, 'RPC')]))

  readRpcBodies(app)
  app.setErrorHandler((error, request, reply) =>
    sendError(request, reply, formatOf(request, wireParameters(request)), error)
  )

  app.addHook('onRequest', async (request) => {
    request.callRecord = { door: 'RPC', action: actionOf(request, request.query as WireParameters) ?? '' }
  })

  app.route({
    method: [...app.supportedMethods],
    url: '/',
    exposeHeadRoute: false,
    async handler(request, reply) {
      const wire = wireParameters(request)
      if (isVisit(request, wire)) return showLanding(request, reply, version)
      const action = actionOf(request, wire)
      request.callRecord = { door: 'RPC', action: action?.slice(0, 128) ?? '' }
      rejectAmbiguous(wire)
      const entry = findEntry(request, wire, action, entries)
      const claim = claimIn(request, wire)
      if (claim === undefined) throw missing('AccessKeyId')
      const caller = await identify(authenticator, claim, request, reply)
      request.callRecord.caller = caller
      const { parameters: schema } = entry.operation
      const parameters = decode(schema, wire)
      request.callRecord.unread = () => unreadNames(schema, wire).filter((name) => !ofTheProtocol.has(name))
      return await answer(services, entry, { caller, parameters, format: formatOf(request, wire) }, request, reply)
    }
  })
}

// Checks in the cloud gateway's order: version, action, method, protocol.
function findEntry(
  request: FastifyRequest,
  wire: WireParameters,
  action: string | undefined,
  entries: ReadonlyMap<string, Entry>
): Entry {
  const version = versionOf(request, wire)
  if (version === undefined) throw missing('Version')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(version) || version < apiVersion) throw invalidVersion()
  if (version > apiVersion) request.log.warn({ version }, `a newer API version was asked for; this is ${apiVersion}`)

  if (action === undefined) throw missing('Action')
  const entry = entries.get(action)
  if (entry === undefined) throw cloudActions.has(action) ? notEmulated(action) : actionNotFound()
  const allowed: readonly string[] = entry.operation.methods ?? methods
  if (!allowed.includes(request.method))
    throw unsupportedMethod().with({ advice: `Call ${action} by ${allowed.join(' or ')}.` })
  assertSecure(request, entry.operation)
  const format = first(wire.Format)
  if (format !== undefined && !/^(json|xml)$/i.test(format)) throw invalidFormat()
  return entry
}
