import type { DiskState, DiskStore, Entry } from '@swas-local/linux/disk/entry.ts'

/** Stores disks without a database. */
export function memoryStore(): DiskStore & { readonly entries: Map<string, Entry & { at: number }> } {
  const entries = new Map<string, Entry & { at: number }>()
  let revision = 1
  return {
    entries,
    async read(known): Promise<DiskState> {
      const since = Number(known ?? 0)
      const told = [...entries.values()].filter(({ at, kind }) => (known ? at > since : kind !== 'deleted'))
      return { revision: String(revision), isWhole: known === undefined, isReplaced: false, entries: told }
    },
    async write(written, known) {
      const isAlone = known === String(revision)
      revision++
      for (const entry of written) entries.set(entry.path, { ...entry, at: revision })
      return isAlone ? String(revision) : known
    }
  }
}
