import { DiskFullError, type DiskStore, type Entry } from './entry.ts'
import { Files } from './files.ts'
import type { Tree } from './tree.ts'
import { apply, entriesAt, grow, takeChanges } from './tree-state.ts'

interface Source {
  /** What a new disk holds; the store keeps only what differs from it. */
  readonly image: readonly Entry[]
  readonly store: DiskStore
  readonly now: () => number
}

/** A server's disk in memory. Programs see a change at once; the store has it after `flush`. */
export class Disk extends Files {
  readonly #image: readonly Entry[]
  readonly #store: DiskStore
  readonly #now: () => number
  #revision: string
  /** Resolves when the running access to the store has ended. */
  #turn: Promise<unknown> = Promise.resolve()

  private constructor({ image, store, now }: Source, tree: Tree, revision: string) {
    super(tree)
    this.#image = image
    this.#store = store
    this.#now = now
    this.#revision = revision
  }

  /** `now` is the server's clock, in milliseconds. */
  static async open(image: readonly Entry[], store: DiskStore, now: () => number = Date.now): Promise<Disk> {
    const { entries, revision } = await store.read(undefined)
    return new Disk({ image, store, now }, grow(image, entries, now), revision)
  }

  /** Whether there are changes to flush. */
  get isDirty(): boolean {
    return this.tree.changed.size > 0
  }

  /**
   * Applies what other threads and replicas wrote. Changes that aren't flushed stay, unless the server got a new disk.
   */
  sync(): Promise<void> {
    return this.#inTurn(() => this.#read(this.#revision))
  }

  /** Throws DiskFullError, and undoes the changes that weren't flushed. */
  flush(): Promise<void> {
    return this.#inTurn(async () => {
      const tree = this.tree
      if (tree.changed.size === 0) return
      const entries = takeChanges(tree)
      try {
        this.#revision = await this.#store.write(entries, this.#revision)
      } catch (error) {
        if (error instanceof DiskFullError) await this.#read(undefined)
        else for (const { path } of entries) tree.changed.add(path)
        throw error
      }
    })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }

  async #read(known: string | undefined): Promise<void> {
    const state = await this.#store.read(known)
    const { changed, passing } = this.tree
    if (!state.isWhole) apply(this.tree, state.entries, changed)
    else {
      const kept = known === undefined || state.isReplaced ? passing : [...changed, ...passing]
      const own = entriesAt(this.tree, kept)
      this.tree = grow(this.#image, state.entries, this.#now)
      apply(this.tree, own)
      for (const path of kept) this.tree.mark(path)
    }
    this.#revision = state.revision
  }
}
