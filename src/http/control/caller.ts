/** The caller of the control API: the operator of the service, or one account. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Authenticator } from '../../auth/authenticate.ts'
import type { Caller } from '../../auth/caller.ts'
import { claimOf } from '../../auth/claim.ts'
import { isSame } from '../../auth/is-same.ts'
import { incompleteSignature, noPermission, notAccount, notOperator, wrongControlToken } from '../../errors/index.ts'
import { allAccounts, type Scope } from '../../store/scope.ts'
import { identify } from '../identify.ts'
import type { Audience } from './operation.ts'

export interface ControlAccess {
  readonly authenticator: Authenticator
  readonly controlToken: string | undefined
}

const operator = '' // the name under which wrong tokens are counted; no AccessKeyId is empty

/** Resolves with undefined for the operator. Throws if the caller is neither the operator nor an account. */
async function identifyAtControl(
  { authenticator, controlToken }: ControlAccess,
  request: FastifyRequest,
  reply: FastifyReply
): Promise<Caller | undefined> {
  const { authorization } = request.headers
  if (!authorization) {
    // The service checks nobody and is on the caller's own machine: the caller is its operator.
    if (authenticator.mode === 'open' && controlToken === undefined) return undefined
    throw notOperator()
  }
  const [, token] = /^Bearer +(\S+) *$/i.exec(authorization) ?? []
  if (token !== undefined) {
    const { failures } = request.server
    await failures.refuse(request, operator)
    if (controlToken !== undefined && isSame(token, controlToken)) return undefined
    await failures.count(request, operator)
    throw wrongControlToken()
  }
  const claim = claimOf(authorization)
  if (claim === undefined) throw incompleteSignature()
  return await identify(authenticator, claim, request, reply)
}

/** The caller, if `who` includes it; undefined for the operator, and for anyone. Throws for everybody else. */
export async function permit(
  access: ControlAccess,
  who: Audience,
  request: FastifyRequest,
  reply: FastifyReply
): Promise<Caller | undefined> {
  if (who === 'anyone') return undefined
  const caller = await identifyAtControl(access, request, reply)
  if (who === 'operator' && caller !== undefined) throw notOperator()
  if (who === 'account' && caller === undefined) throw notAccount()
  // An AccessKey's policies don't cover the control API.
  if (who === 'operator or account' && caller?.policies !== undefined) throw noPermission()
  return caller
}

/**
 * What an operation works on: the caller's own account, or for the operator the named one, or all accounts. Throws if an
 * account names another one.
 */
export function scopeWithin(caller: Caller | undefined, account: string | undefined): Scope {
  if (caller === undefined) return account === undefined ? allAccounts : { account }
  if (account !== undefined && account !== caller.account) throw notOperator()
  return { account: caller.account }
}
