/** Errors of the gateway, before a call reaches the service, in the order of its checks. */
import { declare, declareOwn } from './api-error.ts'
import { assumed, documented, formerly, inferred, recorded } from './provenance.ts'

export const invalidVersion = declare(
  400,
  'InvalidVersion',
  'Specified parameter Version is not valid.',
  recorded('a gateway reply with source=PopGw')
)
export const actionNotFound = declare(
  404,
  'InvalidAction.NotFound',
  'Specified api is not found, please check your url and method.',
  recorded('gateway replies of several products')
)
/**
 * Not a 5xx: Terraform, the CLI and the older SDKs retry those for minutes. Not a 404 and not a code that ends with
 * `.NotFound`: Terraform then takes the resource for deleted and drops it from its state.
 */
export const notEmulated = declareOwn(
  400,
  'NotImplemented',
  'The action {} exists in SWAS-OPEN 2020-06-01 but swas-local does not emulate it.',
  'the cloud has no such reply'
)
export const unsupportedMethod = declare(
  403,
  'UnsupportedHTTPMethod',
  'This http method is not supported.',
  formerly('assumed', documented('ECS: Response results; KMS: Response structure', '2026-11'))
)
export const needSsl = declare(
  403,
  'InvalidProtocol.NeedSsl',
  'Your request is denied as lack of ssl protect.',
  inferred('troubleshooting pages of the SDKs have code and words, a test of another project the status', '2026-11')
)
export const regionMismatch = declare(
  400,
  'RegionIdNotMatchHost',
  'The parameter regionId does not match the endpoint host.',
  documented('14 SWAS operations, among them UpdateInstanceAttribute and ListPlans; the others are taken to be alike')
)
/** REST API: the path exists, the method doesn't. */
export const methodNotAllowed = declareOwn(
  405,
  'MethodNotAllowed',
  'This http method is not supported by the path.',
  'the cloud has no REST API; status and Allow header are those of RFC 9110'
)
export const invalidFormat = declare(
  400,
  'InvalidParameter.Format',
  'Specified parameter Format is not valid.',
  assumed('the code is in the gateway list (help document 53438); status and words are ours')
)
export const missing = declare(
  400,
  'Missing{}',
  '{} is mandatory for this action.',
  recorded('gateway replies of several products; the pattern is in help document 53438')
)
export const invalid = declare(
  400,
  'Invalid{}',
  'Specified parameter {} is not valid.',
  assumed('the pattern Invalid{Param} is in the gateway list (help document 53438)')
)
export const unsupportedMediaType = declareOwn(
  415,
  'InvalidContentType',
  'Specified content type is not supported.',
  'no recorded reply'
)
export const malformedRequest = declareOwn(
  400,
  'InvalidRequest',
  'The request is not well formed.',
  'no recorded reply'
)
export const requestTooLarge = declareOwn(
  413,
  'RequestTooLarge',
  'The request is larger than this service accepts.',
  'no recorded reply'
)
export const headersTooLarge = declareOwn(
  431,
  'RequestHeaderFieldsTooLarge',
  'The headers of the request are larger than this service accepts.',
  'no recorded reply; the status is that of RFC 6585'
)
export const requestTimeout = declareOwn(
  408,
  'RequestTimeout',
  'The request did not arrive in time.',
  'no recorded reply; the status is that of RFC 9110'
)
export const throttledUser = declare(
  400,
  'Throttling.User',
  'Request was denied due to user flow control.',
  recorded('gateway replies of several products')
)
export const forbiddenHost = declareOwn(
  403,
  'Forbidden.Host',
  'The host name {} is not one of this service. To allow it, add it to SWAS_ALLOWED_HOSTS.',
  'the cloud has no such reply; it keeps DNS rebinding out'
)
export const forbiddenOrigin = declareOwn(
  403,
  'Forbidden.Origin',
  'A page of another site may not call this service.',
  'the cloud has no such reply; it keeps web pages out'
)
export const serviceUnavailable = declare(
  503,
  'ServiceUnavailable',
  'The request has failed due to a temporary failure of the server.',
  formerly('inferred', documented('ECS: Response results', '2026-11'))
)
export const internalError = declare(
  500,
  'InternalError',
  'An error occurred while processing your request.',
  documented('error tables of 50 SWAS operations')
)

// Idempotence.
export const idempotentMismatch = declare(
  400,
  'IdempotentParameterMismatch',
  'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical.',
  inferred('74 operations of sibling products')
)
export const invalidClientToken = declare(
  400,
  'InvalidClientToken.ValueNotSupported',
  'The ClientToken provided is invalid.',
  inferred('11 ECS operations')
)
