/** Applies seeds, from the control API and from SWAS_SEED. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { AccessKeyStore } from '../auth/access-key-store.ts'
import type { Db } from '../store/db.ts'
import type { RevisionWatch } from '../store/revision-watch.ts'
import { applySeed, type SeedContext, type SeededInstance } from './apply.ts'
import type { SeedRules } from './check.ts'
import { type Plan, planOf } from './plan.ts'
import { readSeed } from './read.ts'

export interface Seeder {
  readonly seedRules: SeedRules
  applySeed(plan: Plan): Promise<readonly SeededInstance[]>
  /** Applies a file once in each database. false if that was done before. Errors name the file. */
  applySeedFile(file: string): Promise<boolean>
}

export interface SeederOptions {
  readonly db: Db
  readonly watch: Pick<RevisionWatch, 'changed'>
  readonly now: () => Date
  readonly accessKeyStore: Pick<AccessKeyStore, 'putIn'>
  /** Whether an AccessKeyId is one of the real cloud, and whether it comes from the settings. */
  readonly isForbidden: (accessKeyId: string) => boolean
  readonly isConfigured: (accessKeyId: string) => boolean
}

export function createSeeder({ db, watch, now, accessKeyStore, ...is }: SeederOptions): Seeder {
  const seedRules = { isForbidden: (id: string) => is.isForbidden(id) || is.isConfigured(id) }
  const seedContext = (): SeedContext => ({
    db,
    now: now(),
    putAccessKey: (transaction, key) => accessKeyStore.putIn(transaction, key, now())
  })
  return {
    seedRules,
    async applySeed(plan) {
      const seeded = await applySeed(seedContext(), plan)
      await watch.changed()
      return seeded ?? []
    },
    async applySeedFile(file) {
      try {
        const text = await readFile(file, 'utf8')
        const contentHash = createHash('sha256').update(text).digest()
        const seeded = await applySeed(seedContext(), planOf(readSeed(text, seedRules)), contentHash)
        if (seeded !== undefined) await watch.changed()
        return seeded !== undefined
      } catch (error) {
        throw new Error(`SWAS_SEED ${file}: ${error instanceof Error ? error.message : error}`)
      }
    }
  }
}
