/** What is known of a call so far, for the call log. */
import type { FastifyInstance } from 'fastify'
import type { Caller } from '../auth/caller.ts'
import type { CallLog } from '../control/call-log.ts'
import type { Scenario } from '../control/scenario.ts'
import type { InjectedFault } from '../dispatch/inject-fault.ts'

export interface CallRecord {
  readonly door: 'RPC' | 'REST'
  /** The action that the caller named, whether or not it exists. */
  readonly action: string
  caller?: Caller
  parameters?: Readonly<Record<string, unknown>>
  /** The names of parameters that were sent and that no operation reads. */
  unread?: () => readonly string[]
  fault?: InjectedFault
}

declare module 'fastify' {
  interface FastifyRequest {
    callRecord: CallRecord | undefined
  }
  interface FastifyInstance {
    /** Writes a call and its answer to the call log; `code` is '' if it succeeded, `ms` its duration. */
    recordCall(request: FastifyRequest, status: number, code: string, ms: number): void
  }
}

/** Call this before the routes are added. */
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
