/**
 * Whether the database is available. While it isn't, the log gets one line a second with the number of refused calls.
 */
import { setInterval } from 'node:timers' // immune to tests that replace the global timers
import { DatabaseUnavailableError, reasonOf } from './unavailable.ts'

export type DatabaseLog = (level: 'info' | 'warn' | 'error', fields: object, message: string) => void

export interface Availability {
  /** Since when the database is unavailable; undefined while it is available. */
  readonly awaySince: Date | undefined
  /** Call it when the database turns out to be unavailable. */
  away(reason: unknown): void
  back(): void
  /** Calls `listener` once when the database becomes unavailable. The returned function removes the listener. */
  onAway(listener: () => void): () => void
  /** Counts a refused piece of work and returns the error for it. */
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
      for (const listener of listeners) listener()
      listeners.clear()
    },
    onAway(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
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
