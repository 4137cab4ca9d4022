/** The fault step of the pipeline. */
import { ApiError } from '../errors/index.ts'
import { type FaultEffect, takeFault } from '../store/faults.ts'
import type { Call } from './operation.ts'

/** The fault that applies to a call. */
export interface InjectedFault {
  readonly id: string
  readonly effect: FaultEffect
}

/**
 * Carries the call out as its fault says: not at all, once, or twice. Calls `onInjectedFault` before, so that the API
 * can deliver the reply as the fault says.
 */
export async function injectFault<T>(
  { db, account, now }: Pick<Call, 'db' | 'account' | 'now'>,
  action: string,
  work: () => Promise<T>,
  onInjectedFault: (fault: InjectedFault) => void
): Promise<T> {
  const fault = await takeFault(db, account, action, now)
  if (fault === undefined) return await work()
  onInjectedFault(fault)
  const { error, twice } = fault.effect
  if (error !== undefined) {
    const { status, code, message, retryAfterMs } = error
    const headers = retryAfterMs === undefined ? {} : { 'x-acs-retry-after': String(retryAfterMs) }
    throw new ApiError(status, code, message).with({ headers })
  }
  // The first reply counts as lost, whether the work succeeded or failed.
  if (twice) await work().catch(() => undefined)
  return await work()
}
