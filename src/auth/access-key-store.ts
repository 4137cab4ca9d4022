/** AccessKeys that the control API made: in the database, with encrypted secrets. */
import { accessKeyTaken, noEncryptionKey } from '../errors/index.ts'
import {
  deleteAccessKey,
  findAccessKey,
  listAccessKeys,
  putAccessKey,
  type StoredAccessKey
} from '../store/access-keys.ts'
import { type Db, inTransaction } from '../store/db.ts'
import type { RevisionWatch } from '../store/revision-watch.ts'
import { addSandbox, deleteSandbox, type Sandbox } from '../store/sandboxes.ts'
import type { Scope } from '../store/scope.ts'
import type { AccessKey, Found } from './access-keys.ts'
import { createKeyCache } from './key-cache.ts'
import { parsePolicies } from './policy.ts'
import { seal, unseal } from './seal.ts'

export interface AccessKeyStore {
  find(name: string): Promise<Found>
  /**
   * Creates or replaces it. Throws accessKeyTaken if the id belongs to another account, noEncryptionKey without a key.
   */
  put(key: AccessKey, createdAt: Date): Promise<void>
  /** As `put`, in a transaction. The caller commits it and then tells the watch. */
  putIn(transaction: Db, key: AccessKey, createdAt: Date): Promise<void>
  /** Without secrets. */
  list(scope: Scope): Promise<Omit<AccessKey, 'accessKeySecret' | 'securityToken'>[]>
  /** Adds a sandbox account, which expires, with its AccessKey. Throws noEncryptionKey. */
  addSandbox(sandbox: Sandbox, accessKeySecret: string): Promise<void>
  /** Deletes the account and everything in it. */
  endSandbox(account: string): Promise<void>
  /** Deletes it. false if the scope has no such AccessKey. */
  remove(accessKeyId: string, scope: Scope): Promise<boolean>
}

interface Secrets {
  readonly accessKeySecret: string
  readonly securityToken?: string
}

export function createAccessKeyStore(
  db: Db,
  { encryptionKey, watch }: { encryptionKey: Buffer | undefined; watch: RevisionWatch }
): AccessKeyStore {
  const cache = createKeyCache(async (name) => toFound(await findAccessKey(db, name), encryptionKey))
  watch.onChange(cache.forget)
  const putIn: AccessKeyStore['putIn'] = async (transaction, key, createdAt) => {
    if (!(await putAccessKey(transaction, toRow(key, encryptionKey, createdAt)))) throw accessKeyTaken()
  }
  return {
    find: cache.find,
    async put(key, createdAt) {
      await inTransaction(db, (transaction) => putIn(transaction, key, createdAt))
      await watch.changed()
    },
    putIn,
    list: async (scope) => (await listAccessKeys(db, scope)).map(toPublic),
    async addSandbox(sandbox, accessKeySecret) {
      const { account, createdAt } = sandbox
      const row = toRow({ accessKeyId: account, accessKeySecret }, encryptionKey, createdAt)
      await addSandbox(db, sandbox, row)
    },
    async endSandbox(account) {
      await deleteSandbox(db, account)
      await watch.changed()
    },
    async remove(accessKeyId, scope) {
      const removed = await deleteAccessKey(db, accessKeyId, scope)
      if (removed) await watch.changed()
      return removed
    }
  }
}

/** Throws noEncryptionKey. */
function toRow(key: AccessKey, encryptionKey: Buffer | undefined, createdAt: Date): StoredAccessKey {
  if (encryptionKey === undefined) throw noEncryptionKey()
  const { accessKeyId, account = accessKeyId, accessKeySecret, securityToken, expires, active = true, policies } = key
  const secrets: Secrets = { accessKeySecret, ...(securityToken !== undefined && { securityToken }) }
  return {
    accessKeyId,
    account,
    sealed: seal(encryptionKey, secrets),
    active,
    expiresAt: expires === undefined ? null : new Date(expires),
    policies: policies === undefined ? null : [...policies],
    createdAt
  }
}

function toFound(row: Awaited<ReturnType<typeof findAccessKey>>, encryptionKey: Buffer | undefined): Found {
  if (row === undefined || row === 'account') return row
  const secrets = open(row, encryptionKey)
  return { ...toPublic(row), ...secrets, ...(row.endsAt !== null && { endsAt: row.endsAt }) }
}

function open({ accessKeyId, sealed }: StoredAccessKey, encryptionKey: Buffer | undefined): Secrets {
  try {
    if (encryptionKey !== undefined) return unseal(encryptionKey, sealed) as Secrets
  } catch {} // reported below, as if there were no key
  throw new Error(`The AccessKey ${accessKeyId} was encrypted with another SWAS_ENCRYPTION_KEY than this service has.`)
}

const toPublic = ({ accessKeyId, account, active, expiresAt, policies }: StoredAccessKey) => ({
  accessKeyId,
  account,
  active,
  ...(expiresAt !== null && { expires: `${expiresAt.toISOString().slice(0, 19)}Z` }),
  ...(policies !== null && { policies: parsePolicies(policies) })
})
