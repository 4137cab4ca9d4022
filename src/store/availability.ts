/** Whether the database is there, and what the log says while it isn't: one line a second that counts. */
import { setInterval } from 'node:timers' // a test that replaces the global one doesn't mean this one
import { DatabaseUnavailableError, reasonOf } from './unavailable.ts'

export type DatabaseLog = (level: 'info' | 'warn' | 'error', fields: object, message: string) => void

export interface Availability {
  /** Undefined while the database is there. */
  readonly awaySince: Date | undefined
  /** To be called when it is known to be away. */
  away(reason: unknown): void
  back(): void
  /** `tell` is called once when the database goes away, unless the function that is given back is called before. */
  onAway(tell: () => void): () => void
  /** The error for work that can't be done; counts it. */
  refuse(reason?: unknown): DatabaseUnavailableError
  close(): void
}

const reportMs = 1000

export function createAvailability(log: DatabaseLog): Availability {
  let awaySince: Date | undefined
  let reason = ''
  let refused = 0
  let reporting: NodeJS.Timeout | undefined
  const listeners = new Set<() => void>()

  function report(): void {
    if (refused > 0) log('warn', { refused, reason }, 'work was refused, because the database is away')
    else if (awaySince === undefined) stop()
    refused = 0
  }
  function stop(): void {
    clearInterval(reporting)
    reporting = undefined
  }
  const startReporting = () => {
    reporting ??= setInterval(report, reportMs).unref()
  }

  return {
    get awaySince() {
      return awaySince
    },
    away(cause) {
      reason = reasonOf(cause)
      if (awaySince !== undefined) return
      awaySince = new Date()
      log('warn', { reason }, 'the database is away: calls are answered 503 until it is back')
      startReporting()
      for (const tell of listeners) tell()
      listeners.clear()
    },
    onAway(tell) {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
    back() {
      if (awaySince === undefined) return
      const seconds = (Date.now() - awaySince.getTime()) / 1000
      awaySince = undefined
      log('info', {}, `the database is back after ${seconds.toFixed(1)} s`)
    },
    refuse(cause) {
      refused += 1
      if (cause !== undefined) reason = reasonOf(cause)
      startReporting()
      return new DatabaseUnavailableError(`The database is away: ${reason}`, { cause })
    },
    close() {
      if (refused > 0) report()
      stop()
    }
  }
}
