import { setTimeout as sleep } from 'node:timers/promises'
import { callNotMade, notOperator, operationUnknown, serviceUnavailable } from '../../../errors/index.ts'
import type { CallFilter } from '../../../store/calls.ts'
import { defineControl } from '../operation.ts'
import type { ControlOptions } from '../options.ts'
import { Calls, Wait } from '../shapes/calls.ts'
import { checkOperation, findCalls, showCall } from './shared/calls.ts'

const lookMs = 50
const shownInstead = 5

export const waitForCall = defineControl({
  id: 'WaitForCall',
  route: 'POST /_swas/calls/wait',
  summary: 'Waits for a call. If it isn’t made in time, the error lists what was called instead.',
  who: 'operator or account',
  body: Wait,
  reply: Calls,
  errors: [notOperator, operationUnknown, callNotMade],
  async handle(options, { scope, signal, body: { times = 1, withinMs = 1000, account: _, ...wanted } }) {
    const filter = { ...wanted, scope }
    checkOperation(options, filter.operation)
    const end = performance.now() + withinMs
    for (;;) {
      const found = await findCalls(options, filter)
      if (found.length >= times) return { calls: found.slice(0, times).map(showCall) }
      if (signal.aborted) throw serviceUnavailable()
      const left = end - performance.now()
      if (left <= 0) throw await notMade(options, filter, found.length)
      await sleep(Math.min(lookMs, left), undefined, { signal }).catch(() => undefined)
    }
  }
})

async function notMade(options: ControlOptions, { scope, operation, after }: CallFilter, amount: number) {
  const near = { scope, ...(operation && { operation }), ...(after && { after }) }
  const others = await findCalls(options, near, { limit: shownInstead })
  const seen = others.map(({ parameters, code, status }) => `${code || status} ${JSON.stringify(parameters)}`)
  const instead =
    others.length === 0 ? `There was none of ${operation}.` : `The last of ${operation}: ${seen.join('; ')}.`
  return callNotMade({ detail: amount === 0 ? instead : `There were only ${amount}. ${instead}` })
}
