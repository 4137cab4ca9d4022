/** The permission step of the pipeline. */
import type { Caller } from '../auth/caller.ts'
import { decide } from '../auth/permission.ts'
import { forbiddenByPolicy } from '../errors/index.ts'
import type { Operation } from './operation.ts'

export interface AuthorizationRequest {
  readonly operation: Pick<Operation, 'action' | 'resource'>
  readonly caller: Caller
  /** Where the call came from: the address of its connection, and whether it used TLS. */
  readonly origin: { readonly address: string; readonly isSecure: boolean }
  readonly parameters: Readonly<Record<string, unknown>>
}

/** Throws Forbidden.RAM if the caller has policies and they don't allow the call. */
export function authorize({ operation, caller, origin, parameters }: AuthorizationRequest, now: Date): void {
  const { account, accessKeyId, policies } = caller
  if (policies === undefined) return
  const action = `swas-open:${operation.action}`
  const decisions = partsOf(operation, parameters).map((part) => {
    const resource = `acs:swas-open:${parameters.RegionId ?? '*'}:${account}:${part}`
    return decide(policies, { ...origin, action, resource, now })
  })
  const decision = decisions.includes('ExplicitDeny') ? 'ExplicitDeny' : decisions.find((one) => one !== 'Allowed')
  if (decision === undefined) return
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

/** The ends of the ARNs, after the account. A call for several servers has one for each; all must be allowed. */
function partsOf(
  operation: AuthorizationRequest['operation'],
  parameters: AuthorizationRequest['parameters']
): string[] {
  const resource: string = operation.resource ?? '*'
  const [, name] = /\{(\w+)\}/.exec(resource) ?? []
  if (name === undefined) return [resource]
  return [parameters[name]].flat().map((id) => resource.replace(`{${name}}`, () => String(id)))
}
