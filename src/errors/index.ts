/** Every error that the APIs can answer. Those that have files of their own are re-exported. */
import { declare } from './api-error.ts'
import { documented, inferred } from './provenance.ts'

export { ApiError, catalogue, type ErrorEntry, type ErrorFactory, type Extra, isOwnCode } from './api-error.ts'
export * from './auth.ts'
export * from './commands.ts'
export * from './control.ts'
export * from './gateway.ts'
export * from './permissions.ts'

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
  'The instance creating is windows, cannot use ssh key pair to login',
  inferred('ECS AttachKeyPair')
)

// Servers.
export const instanceNotFound = declare(
  404,
  'InvalidInstanceId.NotFound',
  'The specified InstanceId does not exist.',
  documented('22 SWAS operations')
)
/** AttachKeyPair and DetachKeyPair write `Instance Id` with a space. */
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
