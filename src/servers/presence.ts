/** Tracks the sessions on each server, so that a server that goes down ends them. */
import type { Db } from '../store/db.ts'
import { listBoots } from '../store/servers.ts'

export interface PresenceOptions {
  readonly db: Db
  readonly now: () => Date
  readonly onError: (error: Error) => void
}

export interface Presence {
  /**
   * Calls `onGone` once when the server boots, stops, is reset or released, and at once when it isn't Running. Returns
   * a function that ends the tracking.
   */
  trackSession(instanceId: string, onGone: () => void): () => void
  /** Checks now rather than with the next poll. */
  look(): void
  close(): void
}

/** Any replica may change a server, and so does the clock: polls while a session is open, and only then. */
const pollMs = 250

interface Tracked {
  bootId: number | undefined
  readonly onGone: Set<() => void>
}

export function createPresence({ db, now, onError }: PresenceOptions): Presence {
  const servers = new Map<string, Tracked>()
  let polling: NodeJS.Timeout | undefined

  const stopPollingIfIdle = () => {
    if (servers.size > 0) return
    clearInterval(polling)
    polling = undefined
  }
  const check = async () => {
    const before = [...servers]
    const found = new Map((await listBoots(db, [...servers.keys()], now())).map((row) => [row.instanceId, row]))
    for (const [instanceId, tracked] of before) {
      const row = found.get(instanceId)
      tracked.bootId ??= row?.boots
      if (row?.status === 'Running' && row.boots === tracked.bootId) continue
      servers.delete(instanceId)
      for (const onGone of tracked.onGone) onGone()
    }
    stopPollingIfIdle()
  }
  const checkOnceMore = oneAtATime(check, onError)
  const look = () => {
    if (servers.size > 0) checkOnceMore()
  }
  return {
    look,
    trackSession(instanceId, onGone) {
      const tracked = servers.get(instanceId) ?? { bootId: undefined, onGone: new Set() }
      servers.set(instanceId, tracked)
      tracked.onGone.add(onGone)
      polling ??= setInterval(look, pollMs).unref()
      look()
      return () => {
        tracked.onGone.delete(onGone)
        if (tracked.onGone.size === 0 && servers.get(instanceId) === tracked) servers.delete(instanceId)
        stopPollingIfIdle()
      }
    },
    close() {
      clearInterval(polling)
      servers.clear()
    }
  }
}

/** Runs the work now; when it is running already, once more after that, however often it was asked for meanwhile. */
function oneAtATime(work: () => Promise<void>, onError: (error: Error) => void): () => void {
  let isRunning = false
  let isDue = false
  const runAll = async () => {
    isRunning = true
    try {
      while (isDue) {
        isDue = false
        await work()
      }
    } catch (error) {
      onError(error as Error)
    } finally {
      isRunning = false
    }
  }
  return () => {
    isDue = true
    if (!isRunning) void runAll()
  }
}
