/** What holds for every reply of the RPC API, whatever was asked. */
import { strict as assert } from 'node:assert'
import { Type } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { cloudActions } from '../../src/catalog/actions.ts'
import type { Operation } from '../../src/dispatch/operation.ts'
import { parameterErrors } from '../../src/dispatch/validate.ts'
import * as errors from '../../src/errors/index.ts'
import { officialPart } from '../../src/http/rpc/official-part.ts'
import { operations } from '../../src/operations/index.ts'
import type { Body } from '../fixture.ts'
import { readXml } from './read-xml.ts'
import { type Request, refusedEarly } from './request.ts'
import type { Reply } from './send.ts'
import { closed, type Shape, shapeOf } from './shape.ts'

const byAction = new Map(operations.map((operation) => [operation.action, operation]))

const errorShape = closed(
  shapeOf(
    Type.Object({
      RequestId: Type.String(),
      HostId: Type.String(),
      Code: Type.String(),
      Message: Type.String(),
      Recommend: Type.String()
    })
  )
)

const resultShape = ({ result }: Operation): Shape =>
  closed(shapeOf(Type.Object({ ...officialPart(result).properties, RequestId: Type.String() })))

export const takesClientToken = (action = ''): boolean =>
  'ClientToken' in (byAction.get(action)?.parameters.properties ?? {})

/** Throws where the reply breaks a promise; gives its content, or nothing for HEAD. */
export function judge(request: Request, reply: Reply, endpoint: string): Body {
  const { status, headers, text } = reply
  const early = refusedEarly(request)
  if (early !== undefined) return judgeEarly(reply, early)
  const operation = byAction.get(request.read.action ?? '')
  assert.ok(status === 200 || (status >= 400 && status < 500), `status ${status}`)
  if (status === 200) assert.ok(operation, 'success without an operation')
  if (request.method === 'HEAD') {
    assert.equal(text, '')
    return undefined
  }
  const { format } = request.read
  assert.equal(headers['content-type'], `${format === 'JSON' ? 'application/json' : 'text/xml'};charset=utf-8`)
  const isResult = status === 200 && operation !== undefined
  const shape = isResult ? resultShape(operation) : errorShape
  const root = isResult ? `${operation.action}Response` : 'Error'
  const body: Body = format === 'JSON' ? JSON.parse(text) : readXml(text, root, shape)
  const fits: boolean = Check(shape, body)
  assert.ok(fits, `not of its shape: ${JSON.stringify(Errors(shape, body).slice(0, 3))}`)
  assert.equal(headers['x-acs-request-id'], body.RequestId)
  assert.match(body.RequestId, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
  if (!isResult) judgeError(body, status, operation, request, endpoint)
  return body
}

function judgeError(
  body: Record<string, string>,
  status: number,
  operation: Operation | undefined,
  { read }: Request,
  endpoint: string
): void {
  const { Code = '', Message = '', HostId, Recommend } = body
  assert.equal(HostId, endpoint)
  assert.ok(Recommend?.includes(encodeURIComponent(Code)))
  const severalTimes = read.ambiguous.map((name) => errors.invalid.for(name.slice(0, 128)))
  const numberless = (text: string) => text.replace(/\.\d+(?=[. ]|$)/g, '.N')
  const allowed = [
    ...gateway,
    ...severalTimes,
    ...(operation === undefined ? [refusalOf(read.action)] : declaredBy(operation))
  ]
  const isAllowed = allowed.some(({ entry }) => {
    const { code, message } = entry
    return entry.status === status && numberless(Code) === code && numberless(Message).startsWith(message)
  })
  assert.ok(isAllowed, `${read.action} doesn’t declare ${status} ${Code}: ${Message}`)
}

// Before there is a call, no format can be known: it is JSON.
function judgeEarly({ status, headers, text }: Reply, { entry }: errors.ErrorFactory): undefined {
  const body: Body = JSON.parse(text)
  assert.equal(`${status} ${body.Code}`, `${entry.status} ${entry.code}`)
  assert.equal(headers['content-type'], 'application/json;charset=utf-8')
  assert.ok(Check(errorShape, body))
}

/** What may refuse any call before its operation sees it. */
const gateway = [
  ...['Version', 'Action', 'AccessKeyId'].map((name) => errors.missing.for(name)),
  errors.invalidVersion,
  errors.unsupportedMethod,
  errors.invalidFormat,
  errors.unsupportedMediaType,
  errors.accessKeyNotFound
]

const refusalOf = (action = '') => (cloudActions.has(action) ? errors.notEmulated.for(action) : errors.actionNotFound)

/** Each names its parameter; `N` stands for an entry's number in a list. */
function declaredBy({ action, errors: own, parameters }: Operation): readonly errors.ErrorFactory[] {
  const token = takesClientToken(action) ? [errors.idempotentMismatch] : []
  return [...own, ...parameterErrors(parameters), ...token]
}
