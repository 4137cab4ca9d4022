/** Causes that the error and the request show, without a look at the signature. */
import { alwaysSigned } from '../authenticate.ts'
import type { Diagnosis, Refused } from './diagnosis.ts'

type Plain = Pick<Diagnosis, 'cause' | 'sentence'>

/** undefined if the signature has to be diagnosed. */
export function plainCause(refused: Refused): Plain | undefined {
  const { code, message } = refused.error
  switch (code) {
    case 'InvalidTimeStamp.Expired':
      return clock(refused)
    case 'InvalidTimeStamp.Format':
      return {
        cause: 'TimeMalformed',
        sentence: `The time ${timeOf(refused)} is not of the form yyyy-MM-ddTHH:mm:ssZ: UTC, no fraction, encoded once.`
      }
    case 'SignatureNonceUsed':
      return {
        cause: 'NonceReused',
        sentence: 'The nonce was used before: make a new one for each call, also for a retry.'
      }
    case 'IncompleteSignature':
      return headers(refused)
    case 'InvalidAccessKeyId.Inactive':
      return { cause: 'AccessKeyInactive', sentence: 'The AccessKey is disabled; its signature was not looked at.' }
    case 'InvalidSecurityToken.Expired':
      return { cause: 'SecurityTokenExpired', sentence: `The temporary credentials ended at ${refused.key.expires}.` }
    case 'MissingSecurityToken':
      return {
        cause: 'SecurityTokenMissing',
        sentence: 'Temporary credentials were used without their security token.'
      }
    case 'InvalidSecurityToken.Malformed':
      return {
        cause: 'SecurityTokenMalformed',
        sentence: 'The security token holds what no token does; where that is a space, `+` was not percent-encoded.'
      }
    case 'InvalidSecurityToken.MismatchWithAccessKey':
      return { cause: 'SecurityTokenMismatch', sentence: 'The security token is not the one of this AccessKey.' }
    case 'SignatureDoesNotMatch':
      return refused.claim.scheme === 'Basic'
        ? { cause: 'WrongSecret', sentence: 'The password of HTTP Basic is not the secret of this AccessKeyId.' }
        : undefined
    default:
      return { cause: 'PartMissing', sentence: `The signature lacks a part: ${message}` }
  }
}

const timeOf = ({ claim, request }: Refused): string =>
  (claim.scheme === 'V1'
    ? new Map([...request.query, ...request.form]).get('Timestamp')
    : request.headers['x-acs-date']?.[0]) ?? ''

function clock(refused: Refused): Plain {
  const offset = Math.round((Date.parse(timeOf(refused)) - refused.now.getTime()) / 1000)
  const way = offset > 0 ? 'ahead of' : 'behind'
  const toHalfHour = Math.abs(offset - Math.round(offset / 1800) * 1800)
  if (Math.abs(offset) <= 14 * 3600 && toHalfHour < 120)
    return {
      cause: 'LocalTime',
      sentence: `The time is ${Math.abs(offset)} seconds ${way} ours, a time zone’s distance: local time was written as UTC.`
    }
  const most = refused.windowMs / 1000
  return {
    cause: 'ClockSkew',
    sentence: `The caller’s clock is ${Math.abs(offset)} seconds ${way} ours, and ${most} are allowed.`
  }
}

function headers({ claim, request }: Refused): Plain {
  const signed = claim.scheme === 'V3' ? claim.signedHeaders : []
  const sent = Object.keys(request.headers).filter((name) => name.startsWith('x-acs-'))
  const lacking = [...new Set([...alwaysSigned, ...sent])].filter((name) => !signed.includes(name))
  if (lacking.length > 0)
    return { cause: 'HeaderNotSigned', sentence: `SignedHeaders must name ${lacking.join(', ')} too.` }
  const absent = signed.filter((name) => request.headers[name] === undefined)
  return { cause: 'SignedHeaderNotSent', sentence: `SignedHeaders names ${absent.join(', ')}, which was not sent.` }
}
