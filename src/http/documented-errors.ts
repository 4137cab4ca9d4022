/** Every error that a route can answer: the operation's own, its parameters', and the door's. */
import type { ErrorEntry } from '../errors.ts'
import {
  accessKeyNotFound,
  forbiddenHost,
  forbiddenOrigin,
  idempotentMismatch,
  incompleteSignature,
  internalError,
  invalid,
  malformedRequest,
  requestTooLarge,
  unsupportedMediaType
} from '../errors.ts'
import type { Operation } from '../operation.ts'
import { parameterErrors } from '../validation.ts'
import type { Route } from './route.ts'

/** In the order of their statuses. `{Name}` stands for any name, `N` for an entry's number in a list. */
export function documentedErrors({ errors, parameters }: Operation, { method, inPath }: Route): ErrorEntry[] {
  const neverMissing = new Set([...inPath.values()].map((name) => `Missing${name}`))
  const all = [
    ...parameterErrors(parameters).filter(({ entry }) => !neverMissing.has(entry.code)),
    invalid.for('{Name}'),
    ...errors,
    ...('ClientToken' in parameters.properties ? [idempotentMismatch] : []),
    malformedRequest,
    incompleteSignature,
    accessKeyNotFound,
    forbiddenHost.for('{Name}'),
    forbiddenOrigin,
    ...(method === 'GET' ? [] : [unsupportedMediaType, requestTooLarge]),
    internalError
  ].map(({ entry }) => entry)
  const byWords = new Map(all.map((entry) => [`${entry.code} ${entry.message}`, entry]))
  return [...byWords.values()].sort((a, b) => a.status - b.status)
}
