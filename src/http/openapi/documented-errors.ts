/** Every error that a route can answer: the operation's own, its parameters', and those of the API itself. */
import type { Operation } from '../../dispatch/operation.ts'
import { parameterErrors } from '../../dispatch/validate.ts'
import type { ErrorEntry } from '../../errors/index.ts'
import {
  accessKeyDisabled,
  accessKeyInactive,
  accessKeyNotFound,
  forbiddenByPolicy,
  forbiddenHost,
  forbiddenOrigin,
  idempotentMismatch,
  incompleteSignature,
  internalError,
  invalid,
  malformedRequest,
  missing,
  nonceUsed,
  realAccessKey,
  regionMismatch,
  requestTooLarge,
  secretMismatch,
  securityTokenExpired,
  securityTokenMalformed,
  securityTokenMismatch,
  serviceUnavailable,
  signatureMismatchV3,
  throttledUser,
  timestampExpired,
  timestampMalformed,
  unsupportedMediaType
} from '../../errors/index.ts'
import type { Route } from '../rest/route.ts'

const callerErrors = [
  ...['AccessKeyId', 'Timestamp', 'SignatureNonce', 'SecurityToken'].map((name) => missing.for(name)),
  realAccessKey,
  accessKeyNotFound,
  accessKeyInactive,
  accessKeyDisabled,
  incompleteSignature,
  securityTokenMalformed,
  securityTokenMismatch,
  securityTokenExpired,
  timestampMalformed,
  timestampExpired,
  signatureMismatchV3.for('ACS3-HMAC-SHA256…'),
  secretMismatch,
  nonceUsed
]

/** In the order of their statuses. `{Name}` stands for any name, `N` for an entry's number in a list. */
export function documentedErrors(
  { errors, parameters }: Operation,
  { method, inPath }: Pick<Route, 'method' | 'inPath'>
): ErrorEntry[] {
  const neverMissing = new Set([...inPath.values()].map((name) => `Missing${name}`))
  const all = [
    ...parameterErrors(parameters).filter(({ entry }) => !neverMissing.has(entry.code)),
    invalid.for('{Name}'),
    ...errors,
    ...('RegionId' in parameters.properties ? [regionMismatch] : []),
    ...('ClientToken' in parameters.properties ? [idempotentMismatch] : []),
    malformedRequest,
    ...callerErrors,
    forbiddenByPolicy,
    throttledUser,
    forbiddenHost.for('{Name}'),
    forbiddenOrigin,
    ...(method === 'GET' ? [] : [unsupportedMediaType, requestTooLarge]),
    internalError,
    serviceUnavailable
  ].map(({ entry }) => entry)
  const byWords = new Map(all.map((entry) => [`${entry.code} ${entry.message}`, entry]))
  return [...byWords.values()].sort((a, b) => a.status - b.status)
}
