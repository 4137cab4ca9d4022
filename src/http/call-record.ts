/** What a door has heard of a call so far, for the call log and for faults. */
import type { FastifyInstance } from 'fastify'
import type { Caller } from '../auth/caller.ts'
import type { CallLog } from '../control/call-log.ts'
import type { Scenario } from '../control/scenario.ts'
import type { InjectedFault } from '../dispatch/inject-fault.ts'

export interface CallRecord {
  readonly door: 'RPC' | 'REST'
  /** The operation's, or what was named instead. */
  readonly action: string
  caller?: Caller
  parameters?: Readonly<Record<string, unknown>>
  /** Names that were sent and that nobody read. */
  unread?: () => readonly string[]
  fault?: InjectedFault
}

declare module 'fastify' {
  interface FastifyRequest {
    callRecord: CallRecord | undefined
  }
  interface FastifyInstance {
    /** Notes a call with how it was answered; `code` is '' where it was done. */
    recordCall(request: FastifyRequest, status: number, code: string, ms: number): void
  }
}

/** To be called before the routes are added. */
export function recordCalls(app: FastifyInstance, calls: CallLog, scenario: Pick<Scenario, 'now'>): void {
  app.decorateRequest('callRecord', undefined)
  app.decorate('recordCall', ({ callRecord, id, method }, status, code, ms) => {
    if (callRecord === undefined) return
    const { door, action, caller, parameters = {}, unread = () => [], fault } = callRecord
    calls.note({
      requestId: id,
      account: caller?.account ?? '',
      accessKeyId: caller?.accessKeyId ?? '',
      door,
      method,
      action,
      parameters,
      unread,
      status,
      code,
      fault: fault?.id ?? null,
      at: scenario.now(),
      ms
    })
  })
}
