/** What a process remembers of the database, until somebody changes it. */
import { setTimeout as sleep } from 'node:timers/promises'

export interface RevisionWatch {
  /** Undefined where what is remembered surely holds; otherwise when it does. */
  refresh(): Promise<void> | undefined
  /** `reload` is called after each change, before the next call goes on. */
  onChange(reload: () => void | Promise<void>): void
  /** To be called after a change of our own; resolves when every replica goes by it. */
  changed(): Promise<void>
}

export interface RevisionWatchOptions {
  /** Another one than before when something was changed. */
  readonly readRevision: () => Promise<string>
  /** False where no other process can change anything: then nothing is ever asked. */
  readonly isShared: boolean
}

/** For so long a replica goes by what it remembers without asking; who changes something waits as long. */
const leaseMs = 200

export function createRevisionWatch({ readRevision, isShared }: RevisionWatchOptions): RevisionWatch {
  const reloads: (() => void | Promise<void>)[] = []
  let revision: string | undefined
  let looked = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | undefined
  let loading: Promise<unknown> = Promise.resolve()

  // One after the other, or an older state could come last.
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
