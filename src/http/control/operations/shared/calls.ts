import type { Static } from 'typebox'
import { malformedRequest, operationUnknown } from '../../../../errors/index.ts'
import { type CallFilter, type LoggedCall, listCalls } from '../../../../store/calls.ts'
import type { Scope } from '../../../../store/scope.ts'
import { fromJson } from '../../../rpc/decode.ts'
import type { ControlOptions } from '../../options.ts'
import type { CallsQuery } from '../../shapes/calls.ts'

const maxListed = 1000

/** The calls that fit, also those that were answered just now. */
export async function findCalls(
  { database, callLog }: ControlOptions,
  filter: CallFilter,
  { limit = maxListed, which }: { limit?: number | undefined; which?: 'oldest' | undefined } = {}
): Promise<LoggedCall[]> {
  await callLog.flush()
  return await listCalls(database.db, filter, limit, which)
}

/** The filter that a query describes. Throws malformedRequest and operationUnknown. */
export function filterOf(
  options: ControlOptions,
  { limit: _, account: __, parameters, ...rest }: Static<typeof CallsQuery>,
  scope: Scope
): CallFilter {
  const contained = fromJson(parameters)
  if (contained !== undefined && (typeof contained !== 'object' || contained === null || Array.isArray(contained)))
    throw malformedRequest({ detail: '/parameters must be a JSON object.' })
  checkOperation(options, rest.operation)
  return { ...rest, scope, ...(contained && { parameters: contained }) }
}

/** Throws operationUnknown: otherwise a misspelt operation would look like a call that nobody made. */
export function checkOperation({ operations }: ControlOptions, name: string | undefined): void {
  if (name !== undefined && !operations.some(({ action }) => action === name)) throw operationUnknown(name)
}

/** A call as the control API shows it. */
export const showCall = ({ action, at, fault, unread, ...call }: LoggedCall) => ({
  ...call,
  operation: action,
  unread: [...unread],
  ...(fault !== null && { fault }),
  time: at.toISOString()
})
