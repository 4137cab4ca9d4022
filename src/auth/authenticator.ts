/** What a caller is checked against: the AccessKeys of the settings and of the database, nonces, time, and the mode. */
import type { Db } from '../store/db.ts'
import { createNonces } from '../store/nonces.ts'
import type { AccessKeyStore } from './access-key-store.ts'
import type { FindAccessKey, FindConfigured } from './access-keys.ts'
import type { Authenticator } from './authenticate.ts'
import { reportSignature } from './doctor/reports.ts'
import { looksReal } from './real.ts'

export interface AuthenticatorOptions {
  readonly db: Db
  /** The service's time. */
  readonly now: () => Date
  readonly findConfigured: FindConfigured
  readonly accessKeyStore: Pick<AccessKeyStore, 'find'>
  readonly auth: Authenticator['mode']
  readonly allowRealKeys: boolean
  readonly signatureWindowMs: number
}

export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { db, now, findConfigured, accessKeyStore, auth, allowRealKeys, signatureWindowMs: windowMs } = options
  // An AccessKey of the settings is never looked up in the database.
  const find: FindAccessKey = (name) => {
    const found = findConfigured(name)
    return typeof found === 'object' ? found : accessKeyStore.find(name).then((stored) => stored ?? found)
  }
  return {
    mode: auth,
    find,
    isForbidden: (accessKeyId) => !allowRealKeys && looksReal(accessKeyId),
    claimNonce: createNonces(db, now).claim,
    now,
    windowMs,
    report: (refusal) => reportSignature({ db, find, now, windowMs }, refusal)
  }
}
