/** What seeds grow in, whether they come by the control door or by the settings. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { AccessKeyStore } from '../auth/access-key-store.ts'
import type { Db } from '../store/db.ts'
import type { Watch } from '../store/revision-watch.ts'
import { type Ground, type PlantedServer, plant } from './apply.ts'
import type { SeedRules } from './check.ts'
import { type Plan, planOf } from './plan.ts'
import { readSeed } from './read.ts'

export interface Sowing {
  readonly seedRules: SeedRules
  sow(plan: Plan): Promise<readonly PlantedServer[]>
  /** As SWAS_SEED: once in a database. False where that was before. Throws with the file's name. */
  sowFile(file: string): Promise<boolean>
}

export interface SowingOptions {
  readonly db: Db
  readonly watch: Pick<Watch, 'changed'>
  readonly now: () => Date
  readonly accessKeyStore: Pick<AccessKeyStore, 'putIn'>
  /** Whether an AccessKeyId is one of the real cloud, and whether it comes from the settings. */
  readonly isForbidden: (accessKeyId: string) => boolean
  readonly isConfigured: (accessKeyId: string) => boolean
}

export function createSowing({ db, watch, now, accessKeyStore, ...is }: SowingOptions): Sowing {
  const seedRules = { isForbidden: (id: string) => is.isForbidden(id) || is.isConfigured(id) }
  const ground = (): Ground => ({
    db,
    now: now(),
    putAccessKey: (transaction, key) => accessKeyStore.putIn(transaction, key, now())
  })
  return {
    seedRules,
    async sow(plan) {
      const planted = await plant(ground(), plan)
      await watch.changed()
      return planted ?? []
    },
    async sowFile(file) {
      try {
        const text = await readFile(file, 'utf8')
        const contentHash = createHash('sha256').update(text).digest()
        const planted = await plant(ground(), planOf(readSeed(text, seedRules)), contentHash)
        if (planted !== undefined) await watch.changed()
        return planted !== undefined
      } catch (error) {
        throw new Error(`SWAS_SEED ${file}: ${error instanceof Error ? error.message : error}`)
      }
    }
  }
}
