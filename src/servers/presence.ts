/** Who is on which server, so that a server that goes down takes its sessions with it. */
import type { Db } from '../store/db.ts'
import { listBoots } from '../store/servers.ts'

export interface PresenceOptions {
  readonly db: Db
  readonly now: () => Date
  readonly onError: (error: Error) => void
}

export interface Presence {
  trackSession(instanceId: string, onGone: () => void): () => void
  look(): void
  close(): void
}

/** Servers change on any replica, and by the clock; while nobody is on one, nothing is asked. */
const pollMs = 250

interface Attended {
  bootId: number | undefined
  readonly leave: Set<() => void>
}

export function createPresence({ db, now, onError }: PresenceOptions): Presence {
  const servers = new Map<string, Attended>()
  let polling: NodeJS.Timeout | undefined
  let isLooking = false
  let isDue = false

  const check = async () => {
    const asked = [...servers]
    const found = new Map((await listBoots(db, [...servers.keys()], now())).map((row) => [row.instanceId, row]))
    for (const [instanceId, attended] of asked) {
      const row = found.get(instanceId)
      attended.bootId ??= row?.boots
      if (row?.status === 'Running' && row.boots === attended.bootId) continue
      servers.delete(instanceId)
      for (const leave of attended.leave) leave()
    }
    rest()
  }
  const rest = () => {
    if (servers.size > 0) return
    clearInterval(polling)
    polling = undefined
  }
  const look = () => {
    if (servers.size === 0) return
    isDue = true
    if (!isLooking) void lookAll()
  }
  const lookAll = async () => {
    isLooking = true
    try {
      while (isDue) {
        isDue = false
        await check()
      }
    } catch (error) {
      onError(error as Error)
    } finally {
      isLooking = false
    }
  }
  return {
    look,
    trackSession(instanceId, onGone) {
      const attended = servers.get(instanceId) ?? { bootId: undefined, leave: new Set() }
      servers.set(instanceId, attended)
      attended.leave.add(onGone)
      polling ??= setInterval(look, pollMs).unref()
      look()
      return () => {
        attended.leave.delete(onGone)
        if (attended.leave.size === 0 && servers.get(instanceId) === attended) servers.delete(instanceId)
        rest()
      }
    },
    close() {
      clearInterval(polling)
      servers.clear()
    }
  }
}
