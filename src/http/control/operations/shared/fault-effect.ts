import type { Static } from 'typebox'
import type { Operation } from '../../../../dispatch/operation.ts'
import { faultCodeUnknown, malformedRequest, operationUnknown } from '../../../../errors/index.ts'
import type { FaultEffect } from '../../../../store/faults.ts'
import { documentedErrors } from '../../../openapi/documented-errors.ts'
import type { NewFaults } from '../../shapes/faults.ts'

type Wanted = Static<typeof NewFaults>['faults'][number]

const anyRoute = { method: 'POST', inPath: new Map() }

/**
 * What a fault does to a call. Throws for an unknown operation or code, and for a fault without effect: it would never
 * be injected.
 */
export function effectOf(fault: Wanted, operations: readonly Operation[], place: string): FaultEffect {
  const { operation, error, delayMs, twice, reply, dripMs } = fault
  const meant = operations.filter(({ action }) => operation === '*' || operation === action)
  if (meant.length === 0) throw operationUnknown(operation)
  if (error === undefined && delayMs === undefined && reply === undefined && !twice)
    throw malformedRequest({ detail: `${place} must have one of error, delayMs, twice and reply.` })
  if (error !== undefined && twice)
    throw malformedRequest({ detail: `${place}/twice has no effect with error: nothing is carried out.` })
  if ((reply === 'drip') !== (dripMs !== undefined))
    throw malformedRequest({ detail: `${place}/dripMs goes with the reply drip.` })
  return {
    ...(error && { error: { ...error, ...entryOf(meant, operation, error.code) } }),
    ...(delayMs !== undefined && { delayMs }),
    ...(twice && { twice }),
    ...(reply && { reply: reply as NonNullable<FaultEffect['reply']> }),
    ...(dripMs !== undefined && { dripMs })
  }
}

function entryOf(operations: readonly Operation[], name: string, code: string) {
  const all = operations.flatMap((operation) => documentedErrors(operation, anyRoute))
  const entry = all.find((one) => one.code === code && !one.code.includes('{'))
  if (entry === undefined)
    throw faultCodeUnknown({ subject: code, detail: `It is none of ${name === '*' ? 'any operation' : name}.` })
  return { status: entry.status, message: entry.message }
}
