/** The pipeline of every call, the same for RPC and REST. */
import type { Caller } from '../auth/caller.ts'
import { regionOfEndpoint } from '../catalog/endpoints.ts'
import type { Scenario } from '../control/scenario.ts'
import { accessKeyNotFound, idempotentMismatch, regionMismatch } from '../errors/index.ts'
import type { KeyGenerator } from '../keys/generate.ts'
import type { Logons } from '../servers/logons.ts'
import { type ClientToken, claimClientToken, completeClientToken, findClientToken } from '../store/client-tokens.ts'
import { type Db, inTransaction } from '../store/db.ts'
import { holdSandbox } from '../store/sandboxes.ts'
import { type AuthorizationRequest, authorize } from './authorize.ts'
import { clientTokenLifeMs, hashParameters, hashToken, sealResult, unsealResult } from './idempotency.ts'
import { type InjectedFault, injectFault } from './inject-fault.ts'
import type { Call, Operation } from './operation.ts'
import { throttle } from './throttle.ts'
import { check, type Validator } from './validate.ts'

/** Dependencies of the pipeline. */
export interface Services {
  readonly db: Db
  readonly keys: KeyGenerator
  readonly logons: Logons
  readonly scenario: Scenario
  /** Whether the cloud's published rate limits apply. */
  readonly isThrottling: boolean
  /** Called after each call that may have written. */
  onWrite(operation: Operation): void
}

/** A decoded call whose parameters are not validated yet. */
export interface Invocation extends AuthorizationRequest {
  readonly operation: Operation
  readonly endpoint: string
  readonly parameters: Record<string, unknown>
  readonly validate: Validator
  /**
   * Called with the fault that applies to the call, before it is carried out. The API then delivers the reply as the
   * fault says.
   */
  onInjectedFault(fault: InjectedFault): void
}

type Result = Record<string, unknown>

/**
 * Validates the parameters and carries the call out, once for each ClientToken. Throws an ApiError if the call is
 * refused.
 */
export async function dispatch(services: Services, invocation: Invocation): Promise<Result> {
  const { operation, caller, origin, endpoint, parameters, validate, onInjectedFault } = invocation
  check(operation.parameters, validate, parameters)
  rejectOtherRegion(endpoint, parameters)
  const { db, keys, logons, scenario, isThrottling } = services
  const { account } = caller
  const { isSecure } = origin
  const call: Call = {
    account,
    db,
    now: scenario.now(),
    endpoint,
    isSecure,
    keys,
    logons,
    transitionDelay: scenario.transitionDelayOf(account)
  }
  authorize(invocation, call.now)
  if (isThrottling) await throttle(db, operation, account, call.now)
  const work = () => carryOut(invocation, call)
  try {
    if (!scenario.hasFaults(account, operation.action)) return await work()
    return await injectFault(call, operation.action, work, onInjectedFault)
  } finally {
    if (operation.writes) services.onWrite(operation)
  }
}

// A host name of the cloud belongs to one region. Any other address of this service serves all regions.
function rejectOtherRegion(endpoint: string, { RegionId }: Record<string, unknown>): void {
  const served = regionOfEndpoint(endpoint)
  if (served !== undefined && RegionId !== undefined && RegionId !== served) throw regionMismatch()
}

async function carryOut(invocation: Invocation, call: Call): Promise<Result> {
  const { operation, caller, parameters } = invocation
  const token = parameters.ClientToken
  if (typeof token === 'string') return await once(invocation, call, token)

  const prepared = await operation.prepare?.(call, parameters)
  if (!operation.writes) return await operation.handle(call, parameters, prepared)
  return await inTransaction(call.db, async (transaction) => {
    await hold(transaction, caller, call.now)
    return await operation.handle({ ...call, db: transaction }, parameters, prepared)
  })
}

async function once({ operation, caller, parameters }: Invocation, call: Call, token: string): Promise<Result> {
  const { account, db, now } = call
  const key = { account, action: operation.action, tokenHash: hashToken(token) }
  const parametersHash = hashParameters(token, parameters)
  const replay = ({ parametersHash: used, sealedResult }: ClientToken): Result => {
    if (!used.equals(parametersHash) || sealedResult === null) throw idempotentMismatch()
    return unsealResult(token, sealedResult) as Result
  }

  // Looked up before the costly part. The claim below decides.
  const earlier = await findClientToken(db, key, now)
  if (earlier !== undefined) return replay(earlier)
  let prepared: unknown
  try {
    prepared = await operation.prepare?.(call, parameters)
  } catch (error) {
    // The same call may have succeeded meanwhile, and what it created may be why this one failed.
    const meanwhile = await findClientToken(db, key, now)
    if (meanwhile !== undefined) return replay(meanwhile)
    throw error
  }
  return await inTransaction(db, async (transaction) => {
    await hold(transaction, caller, now)
    const expiresAt = new Date(now.getTime() + clientTokenLifeMs)
    if (!(await claimClientToken(transaction, key, { parametersHash, now, expiresAt }))) {
      const winner = await findClientToken(transaction, key, now)
      if (winner === undefined) throw idempotentMismatch()
      return replay(winner)
    }
    const result = await operation.handle({ ...call, db: transaction }, parameters, prepared)
    await completeClientToken(transaction, key, sealResult(token, result))
    return result
  })
}

// Rows that a late call writes into an account that has ended would stay for ever.
async function hold(transaction: Db, { account, isTemporary }: Caller, now: Date): Promise<void> {
  if (isTemporary && !(await holdSandbox(transaction, account, now))) throw accessKeyNotFound()
}
