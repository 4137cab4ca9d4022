import { accountNotFound } from '../../../../errors/index.ts'
import { listBelongings } from '../../../../store/accounts.ts'
import { findSandbox, type Sandbox } from '../../../../store/sandboxes.ts'
import { covers, type Scope } from '../../../../store/scope.ts'
import type { ControlOptions } from '../../options.ts'

/** A sandbox as the control API shows it. */
export const showSandbox = ({ account, createdAt, expiresAt }: Sandbox) => ({
  account,
  created: createdAt.toISOString(),
  expires: expiresAt.toISOString()
})

/** A sandbox and what is in it. Throws accountNotFound, also if the sandbox is another account. */
export async function reportLeaks({ authenticator, database: { db } }: ControlOptions, scope: Scope, account: string) {
  const sandbox = await findSandbox(db, account, authenticator.now())
  if (sandbox === undefined || !covers(scope, account)) throw accountNotFound()
  const { keyPairs, instances } = await listBelongings(db, account)
  return { ...showSandbox(sandbox), left: { keyPairs: [...keyPairs], instances: [...instances] } }
}
