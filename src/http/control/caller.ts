/** The caller of the control API: the operator of the service, or one account. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Authenticator } from '../../auth/authenticate.ts'
import type { Caller } from '../../auth/caller.ts'
import { claimOf } from '../../auth/claim.ts'
import { isSame } from '../../auth/is-same.ts'
import { incompleteSignature, noPermission, notAccount, notOperator, wrongControlToken } from '../../errors/index.ts'
import { allAccounts, type Scope } from '../../store/scope.ts'
import { identify } from '../identify.ts'

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

/** Throws for an account. */
export async function needOperator(access: ControlAccess, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if ((await identifyAtControl(access, request, reply)) !== undefined) throw notOperator()
}

/** Throws for the operator: some things only the account itself may see. */
export async function needAccount(
  access: ControlAccess,
  request: FastifyRequest,
  reply: FastifyReply
): Promise<Caller> {
  const caller = await identifyAtControl(access, request, reply)
  if (caller === undefined) throw notAccount()
  return caller
}

/** For the operator and AccessKeys with full rights. Throws for one with policies: they don't cover the control API. */
export async function needFullRights(
  access: ControlAccess,
  request: FastifyRequest,
  reply: FastifyReply
): Promise<Caller | undefined> {
  const caller = await identifyAtControl(access, request, reply)
  if (caller?.policies !== undefined) throw noPermission()
  return caller
}

/**
 * What a route works on: the caller's own account, or what the operator asks for, which is all accounts without
 * `account`.
 */
export async function scopeOf(
  access: ControlAccess,
  request: FastifyRequest,
  reply: FastifyReply,
  account: string | undefined
): Promise<Scope> {
  return scopeWithin(await needFullRights(access, request, reply), account)
}

/**
 * As `scopeOf`, for a caller that was identified before: a request has one nonce, so it can be identified only once.
 */
export function scopeWithin(caller: Caller | undefined, account: string | undefined): Scope {
  if (caller === undefined) return account === undefined ? allAccounts : { account }
  if (account !== undefined && account !== caller.account) throw notOperator()
  return { account: caller.account }
}
