/** Who comes through the control door: the operator of the service, or one account. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Authenticator } from '../../auth/authenticate.ts'
import type { Caller } from '../../auth/caller.ts'
import { claimOf } from '../../auth/claim.ts'
import { isSame } from '../../auth/is-same.ts'
import { incompleteSignature, noPermission, notAccount, notOperator, wrongControlToken } from '../../errors/index.ts'
import { allAccounts, type Scope } from '../../store/scope.ts'
import { identify } from '../identify.ts'

export interface Door {
  readonly authenticator: Authenticator
  readonly controlToken: string | undefined
}

const operator = '' // no AccessKeyId is that

/** Undefined is the operator. Throws for who is neither. */
export async function identifyAtControl(
  { authenticator, controlToken }: Door,
  request: FastifyRequest,
  reply: FastifyReply
): Promise<Caller | undefined> {
  const { authorization } = request.headers
  if (!authorization) {
    // Who reaches a service that believes everyone, on his own machine, is its operator.
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
export async function needOperator(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if ((await identifyAtControl(door, request, reply)) !== undefined) throw notOperator()
}

/** Throws for the operator, who sees nothing of what only the account may see. */
export async function needAccount(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
  const caller = await identifyAtControl(door, request, reply)
  if (caller === undefined) throw notAccount()
  return caller
}

/** The operator, or an AccessKey that may do everything in its account: policies speak of no control door. */
export async function needFullRights(
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply
): Promise<Caller | undefined> {
  const caller = await identifyAtControl(door, request, reply)
  if (caller?.policies !== undefined) throw noPermission()
  return caller
}

/** What a route works on: the caller's own account, or what the operator asks for, which is all accounts without `account`. */
export async function scopeOf(
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
  account: string | undefined
): Promise<Scope> {
  return scopeWithin(await needFullRights(door, request, reply), account)
}

/** As `scopeOf`, for a caller that is known already: a request is identified once, since its nonce is. */
export function scopeWithin(caller: Caller | undefined, account: string | undefined): Scope {
  if (caller === undefined) return account === undefined ? allAccounts : { account }
  if (account !== undefined && account !== caller.account) throw notOperator()
  return { account: caller.account }
}
