/** Checks what the schema of a seed can't express. */
import { isSandbox } from '../auth/caller.ts'
import { isAccessKeyId } from '../auth/claim.ts'
import { findImage } from '../catalog/images.ts'
import { findPlan, incompatibility } from '../catalog/plans.ts'
import { ApiError } from '../errors/index.ts'
import type { SchemaError } from '../errors/schema-error.ts'
import { checkPublicKey } from '../keys/pasted/read.ts'
import { isAcceptablePassword } from '../servers/password.ts'
import { plainImageId, plainPlanId } from './server.ts'
import { defaultRegion, type Seed, type SeedAccount } from './shape.ts'

export interface SeedRules {
  /** Whether an AccessKeyId may not be used here. */
  readonly isForbidden: (accessKeyId: string) => boolean
}

/** All errors, in the order of the seed. */
export function checkSeed({ accounts }: Seed, rules: SeedRules): SchemaError[] {
  const errors: SchemaError[] = []
  const once = unique()
  for (const [index, account] of accounts.entries()) {
    const at = `/accounts/${index}`
    const add = (path: string, message: string) => errors.push({ path: `${at}${path}`, message })
    if (!once(account.account)) add('/account', 'is there twice')
    if (!isAccessKeyId(account.account) || isSandbox(account.account)) add('/account', 'can’t be an account')
    checkAccessKeys(account, rules, once, add)
    checkKeyPairs(account, add)
    checkServers(account, add)
  }
  return errors
}

type Add = (path: string, words: string) => void

function unique() {
  const seen = new Set<string>()
  return (...parts: readonly string[]): boolean => {
    const before = seen.size
    return seen.add(JSON.stringify(parts)).size > before
  }
}

function checkAccessKeys(
  { accessKeys = [] }: SeedAccount,
  { isForbidden }: SeedRules,
  once: ReturnType<typeof unique>,
  add: Add
): void {
  for (const [index, { accessKeyId }] of accessKeys.entries()) {
    const path = `/accessKeys/${index}/accessKeyId`
    if (!isAccessKeyId(accessKeyId) || accessKeyId.includes(':') || isSandbox(accessKeyId)) add(path, 'can’t be one')
    if (isForbidden(accessKeyId)) add(path, 'is one of the real cloud or of the settings')
    if (!once('key', accessKeyId)) add(path, 'is there twice')
  }
}

function checkKeyPairs({ keyPairs = [] }: SeedAccount, add: Add): void {
  const once = unique()
  for (const [index, { name, regionId = defaultRegion, publicKey }] of keyPairs.entries()) {
    if (!once(regionId, name)) add(`/keyPairs/${index}/name`, 'is there twice in its region')
    if (publicKey === undefined) continue
    try {
      checkPublicKey(publicKey)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      add(`/keyPairs/${index}/publicKey`, `is no public key: ${error.message}`)
    }
  }
}

function checkServers({ servers = [], keyPairs = [] }: SeedAccount, add: Add): void {
  const once = unique()
  for (const [index, server] of servers.entries()) {
    const { name, regionId = defaultRegion, imageId = plainImageId, planId = plainPlanId, keyPair } = server
    const path = (part: string) => `/servers/${index}/${part}`
    if (!once(regionId, name)) add(path('name'), 'is there twice in its region')
    const [image, plan] = [findImage(imageId), findPlan(planId)]
    if (image === undefined) add(path('imageId'), 'is no image')
    if (plan === undefined) add(path('planId'), 'is no plan')
    if (image !== undefined && plan !== undefined && incompatibility(image, plan) !== undefined)
      add(path('planId'), 'does not fit the image')
    if (keyPair !== undefined) {
      const isThere = keyPairs.some((one) => one.name === keyPair && (one.regionId ?? defaultRegion) === regionId)
      if (!isThere) add(path('keyPair'), 'is no key pair of the account in its region')
      if (image?.platform === 'Windows') add(path('keyPair'), 'is for Linux only')
    }
    if (server.pendingRestart && keyPair === undefined) add(path('pendingRestart'), 'has no effect without keyPair')
    if (server.password !== undefined && !isAcceptablePassword(server.password, image?.platform ?? 'Linux'))
      add(path('password'), 'must have 8 to 30 characters of three classes')
  }
}
