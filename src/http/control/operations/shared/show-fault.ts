import type { Static } from 'typebox'
import type { StoredFault } from '../../../../store/faults.ts'
import type { Fault } from '../../shapes/faults.ts'

/** A fault as the control API shows it. */
export function showFault({ first, times, endsAt, effect, ...fault }: StoredFault, now: Date): Static<typeof Fault> {
  const { error, ...rest } = effect
  const retryAfterMs = error?.retryAfterMs
  const isOver = endsAt !== null && endsAt <= now
  return {
    ...fault,
    call: first,
    times: times ?? 0,
    ...(endsAt && { ends: endsAt.toISOString() }),
    ...(error && { error: { code: error.code, ...(retryAfterMs !== undefined && { retryAfterMs }) } }),
    ...rest,
    ended: isOver || (times !== null && fault.seen >= first + times - 1)
  }
}
