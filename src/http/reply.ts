/** Writes a result or an error: in JSON or XML, with the cloud's headers. */
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  ApiError,
  type Extra,
  internalError,
  isOwnCode,
  malformedRequest,
  requestTooLarge,
  serviceUnavailable,
  unsupportedMediaType
} from '../errors/index.ts'
import { DatabaseUnavailableError } from '../store/unavailable.ts'
import { deliverReply } from './fault-delivery.ts'
import { protocolOf } from './protocol.ts'
import { toXml } from './xml.ts'

export type Format = 'JSON' | 'XML'

// The official cores parse XML only under exactly this content type.
const contentTypes = { JSON: 'application/json;charset=utf-8', XML: 'text/xml;charset=utf-8' } as const

/** Stops browsers from sniffing the type and from caching, for replies that are no pages. */
export const notForBrowsers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const

const prepare = (reply: FastifyReply, format: Format) =>
  reply
    .header('content-type', contentTypes[format])
    .header('x-acs-request-id', reply.request.id)
    .header('x-acs-trace-id', randomBytes(16).toString('hex'))

/** Sends a result. `serialized` is JSON that the operation's schema has filtered, so it holds no undeclared field. */
export function sendResult(reply: FastifyReply, format: Format, action: string, serialized: string): Answered {
  const body = format === 'JSON' ? serialized : toXml(`${action}Response`, JSON.parse(serialized))
  return finish(prepare(reply, format), '', body)
}

/**
 * Sends an error. An ApiError is sent as it is. Any other error is logged, and sent as ServiceUnavailable or
 * InternalError.
 */
export function sendError(request: FastifyRequest, reply: FastifyReply, format: Format, thrown: unknown): Answered {
  const error = toApiError(thrown)
  if (error.status === 500) request.log.error({ err: thrown }, 'the call failed')
  else if (!(thrown instanceof DatabaseUnavailableError)) {
    const action = request.callRecord?.action
    request.log.info({ action, status: error.status, code: error.code, ms: reply.elapsedTime }, 'refused')
  }
  const body = { ...errorBody(calledBy(request), error), ...error.extra.body }
  const text = format === 'JSON' ? JSON.stringify(body) : toXml('Error', body)
  return finish(prepare(reply.code(error.status).headers(error.extra.headers ?? {}), format), error.code, text)
}

type Answered = FastifyReply | Promise<FastifyReply>

function finish(reply: FastifyReply, code: string, body: string): Answered {
  const { request, statusCode, elapsedTime } = reply
  request.server.recordCall(request, statusCode, code, elapsedTime)
  const effect = request.callRecord?.fault?.effect
  return effect === undefined ? reply.send(body) : deliverReply(reply, body, effect)
}

/** The cloud's error body, the same in both formats. */
export function errorBody(called: Called, { code, message, extra }: ErrorText) {
  const { requestId, host } = called
  const link = helpLink(called, code)
  return {
    RequestId: requestId,
    HostId: host,
    Code: code,
    Message: message,
    Recommend: extra?.advice === undefined ? link : `${link} ${extra.advice}`
  }
}

/** What the body of an error says about the request. */
interface Called {
  readonly requestId: string
  /** `host:port` as the caller wrote it; empty if the request couldn't be read. */
  readonly host: string
  readonly protocol?: 'http' | 'https'
}

const calledBy = (request: FastifyRequest): Called => ({
  requestId: request.id,
  host: request.host,
  protocol: protocolOf(request)
})

type ErrorText = Pick<ApiError, 'code' | 'message'> & { readonly extra?: Extra }

/** The link that explains an error that the cloud doesn't have: `/docs/errors#NotImplemented`. */
export const errorPage = '/docs/errors'

/** The link that explains a code: on the cloud's pages, or on this service's for codes that only it has. */
function helpLink({ requestId, host, protocol = 'http' }: Called, code: string): string {
  if (isOwnCode(code)) return `${host === '' ? '' : `${protocol}://${host}`}${errorPage}#${encodeURIComponent(code)}`
  return `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&product=SWAS-OPEN&requestId=${requestId}`
}

function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown
  if (thrown instanceof DatabaseUnavailableError) return serviceUnavailable().with({ headers: { 'retry-after': '1' } })
  const status = (thrown as { statusCode?: number } | null)?.statusCode ?? 500
  if (status === 413) return requestTooLarge()
  if (status === 415) return unsupportedMediaType()
  return status >= 400 && status < 500 ? malformedRequest() : internalError()
}
