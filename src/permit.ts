/** The permission step of every call. */
import type { Caller } from './auth/caller.ts'
import { decide } from './auth/permission.ts'
import { forbiddenByPolicy } from './errors.ts'
import type { Operation } from './operation.ts'

export interface Attempt {
  readonly operation: Pick<Operation, 'action' | 'resource'>
  readonly caller: Caller
  /** Where the call came from: the address of its connection, and whether that was TLS. */
  readonly origin: { readonly address: string; readonly isSecure: boolean }
  readonly parameters: Readonly<Record<string, unknown>>
}

/** Throws where the caller has policies and they don't allow it. */
export function permit({ operation, caller, origin, parameters }: Attempt, now: Date): void {
  const { account, accessKeyId, policies } = caller
  if (policies === undefined) return
  const action = `swas-open:${operation.action}`
  const part = (operation.resource ?? '*').replace('{InstanceId}', () => String(parameters.InstanceId))
  const resource = `acs:swas-open:${parameters.RegionId ?? '*'}:${account}:${part}`
  const decision = decide(policies, { ...origin, action, resource, now })
  if (decision === 'Allowed') return
  throw forbiddenByPolicy().with({
    body: {
      AccessDeniedDetail: {
        AuthAction: action,
        AuthPrincipalDisplayName: accessKeyId,
        AuthPrincipalOwnerId: account,
        AuthPrincipalType: 'SubUser',
        NoPermissionType: decision,
        PolicyType: 'AccountLevelIdentityBasedPolicy'
      }
    }
  })
}
