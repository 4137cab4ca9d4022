/** Applies a seed: all of it or nothing. */
import type { AccessKey } from '../auth/access-keys.ts'
import { ApiError, seedConflict } from '../errors/index.ts'
import { boot } from '../servers/boot.ts'
import { hashPassword } from '../servers/password.ts'
import { type Db, inTransaction } from '../store/db.ts'
import { changeInstance, lockInstances, startTransition } from '../store/instances.ts'
import { addKeyPair } from '../store/key-pairs.ts'
import { addInstances } from '../store/new-instances.ts'
import { type QuotaName, setQuota } from '../store/quotas.ts'
import { attach } from '../store/restart-queue.ts'
import { claimSeed } from '../store/seeds.ts'
import { setTags } from '../store/tags.ts'
import { whenViolated } from '../store/violations.ts'
import type { Plan, PlannedServer } from './plan.ts'
import { atOnce, serverOf } from './server.ts'
import type { SeedAccount } from './shape.ts'

export interface SeedContext {
  readonly db: Db
  readonly now: Date
  /** Adds an AccessKey in the seed's transaction. Throws noEncryptionKey, or accessKeyTaken. */
  putAccessKey(db: Db, key: AccessKey): Promise<void>
}

export interface SeededInstance {
  readonly server: PlannedServer
  readonly publicIpAddress: string
}

/** Throws seedConflict. undefined if a seed of this `contentHash` was applied before. */
export async function applySeed(
  { db, now, putAccessKey }: SeedContext,
  { seed, keyPairs, servers }: Plan,
  contentHash?: Buffer
): Promise<SeededInstance[] | undefined> {
  const passwords = new Map<PlannedServer, string>() // hashing is slow, so before the transaction
  for (const server of servers)
    if (server.wanted.password !== undefined) passwords.set(server, await hashPassword(server.wanted.password))

  return await inTransaction(db, async (transaction) => {
    if (contentHash !== undefined && !(await claimSeed(transaction, contentHash, now))) return undefined
    for (const account of seed.accounts) await setLimits(transaction, account)
    for (const { account, regionId, name, publicKey } of keyPairs) {
      const keyPair = { name, publicKey, origin: 'Imported', madeForInstance: false, createdAt: now } as const
      await addKeyPair(transaction, { account, regionId }, keyPair).catch(conflict(`${account}, ${regionId}: ${name}`))
    }
    const seeded = []
    for (const server of servers)
      seeded.push({ server, publicIpAddress: await addServer(transaction, server, passwords.get(server), now) })
    for (const { account, accessKeys = [] } of seed.accounts)
      for (const key of accessKeys)
        await putAccessKey(transaction, { ...key, account }).catch(conflict(`AccessKey ${key.accessKeyId}`))
    return seeded
  })
}

async function setLimits(db: Db, { account, quotas = [] }: SeedAccount): Promise<void> {
  for (const { name, regionId, quota } of quotas) {
    const limit = { scope: { account }, regionId, name: name as QuotaName }
    await setQuota(db, limit, quota).catch(conflict(`${account}: ${name}`))
  }
}

async function addServer(
  db: Db,
  { account, regionId, name, instanceId, wanted }: PlannedServer,
  passwordHash: string | undefined,
  now: Date
): Promise<string> {
  const { imageId, planId, status = 'Running', keyPair, pendingRestart = false, tags = [] } = wanted
  const scope = { account, regionId }
  const bought = { ...(imageId && { imageId }), ...(planId && { planId }) }
  const server = serverOf({ instanceId, instanceName: name, ...bought }, now)
  const state = { to: status as 'Running' | 'Stopped', ...atOnce, since: now }
  const [address = ''] = await addInstances(db, scope, [server], state)
    .catch(whenViolated({ instances_pkey: seedConflict }))
    .catch(conflict(`${account}, ${regionId}: ${name}`))
  if (passwordHash !== undefined) await changeInstance(db, instanceId, { passwordHash })
  if (tags.length > 0)
    await setTags(
      db,
      tags.map(({ Key, Value = '' }) => ({ instanceId, tagKey: Key, tagValue: Value }))
    )
  if (keyPair !== undefined) {
    await attach(db, scope, { keyPairName: keyPair, instanceIds: [instanceId], now })
    if (!pendingRestart) {
      await boot(db, await lockInstances(db, scope, [instanceId], now), { ...atOnce, now })
      await startTransition(db, [instanceId], state)
    }
  }
  return address
}

/** Turns an error of the API into seedConflict, which says where. */
const conflict = (what: string) => (error: unknown) => {
  if (!(error instanceof ApiError)) throw error
  const words = error.code === seedConflict.entry.code ? 'It is there already.' : error.message
  throw seedConflict({ detail: `${what}: ${words}` })
}
