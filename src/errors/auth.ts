/** Errors of authentication, in the order of the gateway's checks. */
import { declare, declareOwn } from './api-error.ts'
import { assumed, documented, formerly, inferred, recorded } from './provenance.ts'

export const accessKeyNotFound = declare(
  404,
  'InvalidAccessKeyId.NotFound',
  'Specified access key is not found.',
  recorded('gateway replies of several products')
)
export const accessKeyInactive = declare(
  400,
  'InvalidAccessKeyId.Inactive',
  'Specified access key is disabled.',
  formerly('recorded', documented('ECS: faascmd FAQ', '2026-11'))
)
/** Answered only as an injected fault: a disabled AccessKey gets `InvalidAccessKeyId.Inactive`. */
export const accessKeyDisabled = declare(
  403,
  'Forbidden.AccessKeyDisabled',
  'The Access Key is disabled.',
  documented('ECS: Response results', '2026-11')
)
export const incompleteSignature = declare(
  400,
  'IncompleteSignature',
  'The request signature does not conform to Alibaba Cloud standards.',
  inferred('7 operations of sibling products')
)
export const invalidSignatureMethod = declare(
  400,
  'InvalidSignatureMethod',
  'Specified signature method is not supported.',
  assumed('the code is in the gateway list (help document 53438); status and words are ours')
)
export const securityTokenExpired = declare(
  403,
  'InvalidSecurityToken.Expired',
  'Specified SecurityToken is expired.',
  inferred('110 operations of sibling products; ECS: faascmd FAQ says 400')
)
export const securityTokenMalformed = declare(
  400,
  'InvalidSecurityToken.Malformed',
  'Specified SecurityToken is malformed.',
  formerly('assumed', documented('ECS: faascmd FAQ', '2026-11'))
)
export const securityTokenMismatch = declare(
  400,
  'InvalidSecurityToken.MismatchWithAccessKey',
  'Specified SecurityToken mismatch with the AccessKey.',
  formerly('assumed', documented('ECS: faascmd FAQ', '2026-11'))
)
export const timestampMalformed = declare(
  400,
  'InvalidTimeStamp.Format',
  'Specified time stamp or date value is not well formatted.',
  assumed('the code is in the gateway list (help document 53438); status and words are ours')
)
export const timestampExpired = declare(
  400,
  'InvalidTimeStamp.Expired',
  'Specified time stamp or date value is expired.',
  recorded('gateway replies of several products')
)
/**
 * `{}` is the whole string to sign: it holds nothing but what the caller sent. Copies in logs and reports are masked.
 */
export const signatureMismatchV1 = declare(
  400,
  'SignatureDoesNotMatch',
  'Specified signature is not matched with our calculation. server string to sign is:{}',
  recorded('gateway replies of several products')
)
export const signatureMismatchV3 = declare(
  400,
  'SignatureDoesNotMatch',
  'Specified signature does not match our calculation. server StringToSign is [{}]',
  recorded('an issue of an official SDK; code and status as in V1')
)
/** For HTTP Basic, which the cloud doesn't have. */
export const secretMismatch = declare(
  400,
  'SignatureDoesNotMatch',
  'The AccessKey secret is not the one of this AccessKeyId.',
  assumed('the cloud has no HTTP Basic')
)
export const nonceUsed = declare(
  400,
  'SignatureNonceUsed',
  'Specified signature nonce was used already.',
  inferred('sibling products')
)

/** Checked first: secrets of the real cloud must not be used here. */
export const realAccessKey = declareOwn(
  403,
  'Forbidden.RealAccessKey',
  'The AccessKeyId looks like one of the real cloud. Make one up, or allow it with SWAS_ALLOW_REAL_KEYS=yes.',
  'the cloud has no such reply; it keeps real credentials out of tests'
)
