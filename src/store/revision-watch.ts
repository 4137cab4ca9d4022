/** Keeps a process's caches of the database fresh: they are reloaded when another replica changes something. */
import { setTimeout as sleep } from 'node:timers/promises'

export interface RevisionWatch {
  /** undefined if the caches are fresh; else a promise that resolves when they are. */
  refresh(): Promise<void> | undefined
  /** Calls `reload` after each change, before the next request goes on. */
  onChange(reload: () => void | Promise<void>): void
  /** Call it after a change of this process; resolves when every replica has noticed the change. */
  changed(): Promise<void>
}

export interface RevisionWatchOptions {
  /** Reads a value that differs after each change. */
  readonly readRevision: () => Promise<string>
  /** False if no other process uses the database: then nothing is ever read. */
  readonly isShared: boolean
}

/** A replica trusts its caches for this long; a writer waits this long before it reports success. */
const leaseMs = 200

export function createRevisionWatch({ readRevision, isShared }: RevisionWatchOptions): RevisionWatch {
  const reloads: (() => void | Promise<void>)[] = []
  let revision: string | undefined
  let looked = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | undefined
  let loading: Promise<unknown> = Promise.resolve()

  // One after the other: a slower, older reload must not overwrite a newer one.
  const reload = (): Promise<unknown> => {
    loading = loading.catch(() => {}).then(() => Promise.all(reloads.map((one) => one())))
    return loading
  }

  const look = async () => {
    const begun = performance.now()
    const current = await readRevision()
    if (current !== revision) await reload()
    revision = current
    looked = begun
  }

  return {
    refresh() {
      if (!isShared || performance.now() - looked <= leaseMs) return undefined
      looking ??= look().finally(() => {
        looking = undefined
      })
      return looking
    },
    onChange: (one) => void reloads.push(one),
    async changed() {
      await reload()
      if (isShared) await sleep(leaseMs)
    }
  }
}
