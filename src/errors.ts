/**
 * Every error the service can answer: code, HTTP status, words, and where they come from.
 *
 * `{}` in a code or message stands for the name that the factory is given. A factory is called where the fact is
 * known; the doors alone turn an ApiError into bytes.
 */

import { assumed, documented, type Fidelity, inferred, recorded } from './fidelity.ts'

export class ApiError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
  }
}

export interface ErrorEntry {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly fidelity: Fidelity
}

/** Makes the error; `subject` fills `{}`, `detail` is a second sentence after the cloud's own words. */
export interface ErrorFactory {
  (subject?: string, detail?: string): ApiError
  readonly entry: ErrorEntry
}

const declared: ErrorFactory[] = []

/** All errors, in the order of their declaration. A code can stand here twice, where the cloud words it in two ways. */
export const catalogue: readonly ErrorFactory[] = declared

function declare(status: number, code: string, message: string, fidelity: Fidelity): ErrorFactory {
  const fill = (template: string, subject = '') => template.replaceAll('{}', subject)
  const factory = Object.assign(
    (subject?: string, detail?: string) => {
      const words = fill(message, subject)
      return new ApiError(status, fill(code, subject), detail === undefined ? words : `${words} ${detail}`)
    },
    { entry: { status, code, message, fidelity } }
  )
  declared.push(factory)
  return factory
}

// The gateway, in the order of its checks.
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
export const notEmulated = declare(
  501,
  'NotImplemented',
  'The action {} exists in SWAS-OPEN 2020-06-01 but swas-local does not emulate it.',
  assumed('the cloud has no such reply')
)
export const unsupportedMethod = declare(
  400,
  'UnsupportedHTTPMethod',
  'This http method is not supported.',
  assumed('the code is in the gateway list (help document 53438); status and words are ours')
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
export const unsupportedMediaType = declare(
  415,
  'InvalidContentType',
  'Specified content type is not supported, send application/x-www-form-urlencoded.',
  assumed('no recorded reply')
)
export const malformedRequest = declare(
  400,
  'InvalidRequest',
  'The request is not well formed.',
  assumed('no recorded reply')
)
export const requestTooLarge = declare(
  413,
  'RequestTooLarge',
  'The request is larger than this service accepts.',
  assumed('no recorded reply')
)
export const serviceUnavailable = declare(
  503,
  'ServiceUnavailable',
  'The request has failed due to a temporary failure of the server.',
  inferred('Terraform retries it; the idempotence page names 503')
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

// Regions.
export const regionNotFound = declare(
  404,
  'InvalidRegionId.NotFound',
  'The specified RegionId does not exist.',
  inferred('18 ECS operations')
)

// Key pairs.
export const keyPairNameExists = declare(
  400,
  'KeyPairNameAlreadyExist',
  'The keyPair name already exist.',
  documented('CreateKeyPair, ImportKeyPair')
)
export const keyPairNameMalformed = declare(
  400,
  'InvalidKeyPairName.Malformed',
  'Specified Key Pair name is not valid.',
  inferred('ECS CreateKeyPair')
)
export const keyPairNotFound = declare(
  404,
  'InvalidKeyPairName.NotFound',
  'The specified KeyPairName does not exist in our records.',
  inferred('ECS AttachKeyPair, which answers 400')
)
export const keyPairQuotaExceeded = declare(
  403,
  'QuotaExceed.KeyPair',
  'The key pair quota exceeds.',
  inferred('ECS CreateKeyPair')
)
export const publicKeyMalformed = declare(
  400,
  'InvalidPublicKeyBody.Malformed',
  'The PublicKeyBody format is not supported.',
  inferred('ECS ImportKeyPair')
)
export const keyPairAttached = declare(
  400,
  'InvalidParameter.KeypairAlreadyAttachedInstance',
  'The specified keyPair attached to instances can not be deleted.',
  documented('DeleteKeyPairs')
)
export const keyPairNotAttached = declare(
  400,
  'InvalidParameter.KeypairNotAttachedInstance',
  'The specified keyPair not attached to instances.',
  documented('DetachKeyPair')
)
export const windowsInstance = declare(
  403,
  'DependencyViolation.WindowsInstance',
  'The instance creating is windows, cannot use ssh key pair to login.',
  inferred('ECS AttachKeyPair')
)

// Servers.
export const instanceNotFound = declare(
  404,
  'InvalidInstanceId.NotFound',
  'The specified InstanceId does not exist.',
  documented('22 SWAS operations')
)
/** Attaching and detaching word it with a space. */
export const attachInstanceNotFound = declare(
  404,
  'InvalidInstanceId.NotFound',
  'The specified Instance Id does not exist.',
  documented('AttachKeyPair, DetachKeyPair')
)
export const incorrectInstanceStatus = declare(
  403,
  'IncorrectInstanceStatus',
  'The state of the current instance does not support this operation.',
  documented('StartInstance, StopInstance, RebootInstance')
)
export const valueNotSupported = declare(
  400,
  'Invalid{}.ValueNotSupported',
  'The specified parameter {} is invalid.',
  documented('CreateInstances, ListInstances, UpdateInstanceAttribute')
)
export const instanceQuotaExceeded = declare(
  400,
  'ExceedAccountQuota',
  'The accumulated instance amounts including this order have exceeded the quota of the account.',
  documented('CreateInstances')
)
export const platformMismatch = declare(
  400,
  'PlatformNotMatch',
  'The platform of specified ImageId and PlanId does not match.',
  documented('CreateInstances')
)
export const imageNotFound = declare(
  404,
  'InvalidImageId.NotFound',
  'The specified ImageId does not exist.',
  documented('CreateInstances, ResetSystem')
)
export const imageNotSupported = declare(
  400,
  'InvalidImageId.NotSupport',
  'The specified ImageId does not support the operation.',
  documented('ResetSystem')
)
export const planNotFound = declare(
  404,
  'InvalidPlanId.NotFound',
  'The specified PlanId does not exist.',
  documented('CreateInstances')
)
