/** Authenticates a caller, in the order of the cloud's checks. */
import {
  type ApiError,
  accessKeyInactive,
  accessKeyNotFound,
  incompleteSignature,
  invalid,
  invalidSignatureMethod,
  missing,
  nonceUsed,
  secretMismatch,
  securityTokenExpired,
  securityTokenMalformed,
  securityTokenMismatch,
  signatureMismatchV1,
  signatureMismatchV3,
  timestampExpired,
  timestampMalformed
} from '../errors/index.ts'
import type { AccessKey, FindAccessKey, Found } from './access-keys.ts'
import { anonymousCaller, type Caller, isSandbox } from './caller.ts'
import type { Claim } from './claim.ts'
import type { Pair } from './encode.ts'
import { isSame } from './is-same.ts'
import { mask } from './mask.ts'
import { signV1, stringToSignV1 } from './v1.ts'
import { type Authorization, canonicalRequest, sha256, signV3, stringToSignV3 } from './v3.ts'

/** The parts of a request that signatures cover, as they were sent. */
export interface SignedRequest {
  readonly method: string
  /** Without query. */
  readonly path: string
  readonly query: readonly Pair[]
  readonly form: readonly Pair[]
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>
  readonly body: Buffer
}

/** Claims a nonce. false if it was used before and hasn't expired. */
export type ClaimNonce = (nonce: { accessKeyId: string; nonce: string; expiresAt: Date }) => Promise<boolean>

/** A call that failed authentication. */
export interface Refusal {
  readonly requestId: string
  readonly claim: Claim
  readonly request: SignedRequest
  readonly error: ApiError
}

export interface Authenticator {
  readonly mode: 'open' | 'verify'
  readonly find: FindAccessKey
  /** Whether an AccessKeyId looks like one of the real cloud, which this service rejects. */
  readonly isForbidden: (accessKeyId: string) => boolean
  readonly claimNonce: ClaimNonce
  readonly now: () => Date
  /** The largest difference between a request's time and ours. */
  readonly windowMs: number
  /** Stores a diagnosis for the account that was named; false if there is no such account. */
  report(refusal: Refusal): Promise<boolean>
}

/** Authenticates the caller. In the mode `open`, an unknown AccessKeyId is accepted unchecked. Throws ApiError. */
export async function authenticate(
  service: Authenticator,
  claim: Claim,
  asSigned: () => SignedRequest
): Promise<Caller> {
  const key = await service.find(claim.accessKeyId)
  if (!isUsable(key, service.now())) {
    if (service.mode === 'verify' || key !== undefined || isSandbox(claim.accessKeyId)) throw accessKeyNotFound()
    return anonymousCaller(claim.accessKeyId)
  }
  if (key.active === false) throw accessKeyInactive()
  if (claim.scheme === 'Basic') {
    if (!isSame(claim.secret, key.accessKeySecret)) throw secretMismatch()
    if (key.securityToken !== undefined) throw missing('SecurityToken')
    return ownerOf(key)
  }
  const { token, time, nonce, check } = claim.scheme === 'V1' ? readV1(asSigned()) : readV3(claim, asSigned())
  checkToken(key, token, service.now())
  const instant = readTime(time)
  if (Math.abs(instant - service.now().getTime()) > service.windowMs) throw timestampExpired()
  check(key.accessKeySecret)
  const expiresAt = new Date(instant + service.windowMs)
  if (!(await service.claimNonce({ accessKeyId: key.accessKeyId, nonce, expiresAt }))) throw nonceUsed()
  return ownerOf(key)
}

const isUsable = (key: Found, now: Date): key is AccessKey =>
  typeof key === 'object' && (key.endsAt === undefined || key.endsAt > now)

const ownerOf = ({ accessKeyId, account = accessKeyId, policies, endsAt }: AccessKey): Caller => ({
  account,
  accessKeyId,
  isChecked: true,
  policies,
  isTemporary: endsAt !== undefined
})

interface Signed {
  readonly token: string | undefined
  readonly time: string
  readonly nonce: string
  /** Throws if the signature doesn't match. */
  check(secret: string): void
}

function readV1({ method, query, form }: SignedRequest): Signed {
  const parameters = [...query, ...form]
  const values = new Map(parameters)
  const need = (name: string): string => {
    const value = values.get(name)
    if (!value) throw missing(name)
    return value
  }
  const signature = need('Signature')
  if (need('SignatureMethod') !== 'HMAC-SHA1') throw invalidSignatureMethod()
  if (need('SignatureVersion') !== '1.0') throw invalid('SignatureVersion')
  return {
    token: values.get('SecurityToken') || undefined,
    time: need('Timestamp'),
    nonce: need('SignatureNonce'),
    check(secret) {
      const stringToSign = stringToSignV1(method, parameters)
      if (isSame(signature, signV1(secret, stringToSign))) return
      // The whole string, as the cloud does: official clients compare it with their own to choose their advice.
      const { message } = signatureMismatchV1(stringToSignV1(method, parameters.map(mask)))
      throw signatureMismatchV1(stringToSign).with({ masked: message })
    }
  }
}

export const alwaysSigned = ['host', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce']

function readV3({ signedHeaders, signature }: Authorization, request: SignedRequest): Signed {
  const header = (name: string) => request.headers[name]?.[0]
  const [time, nonce] = [header('x-acs-date'), header('x-acs-signature-nonce')]
  if (!time) throw missing('Timestamp')
  if (!nonce) throw missing('SignatureNonce')
  const sent = Object.keys(request.headers).filter((name) => name.startsWith('x-acs-'))
  if ([...alwaysSigned, ...sent].some((name) => !signedHeaders.includes(name))) throw incompleteSignature()
  if (signedHeaders.some((name) => request.headers[name] === undefined)) throw incompleteSignature()
  return {
    token: header('x-acs-security-token') || undefined,
    time,
    nonce,
    check(secret) {
      const bodyHash = sha256(request.body)
      const stringToSign = stringToSignV3(canonicalRequest({ ...request, signedHeaders, bodyHash }))
      const isSigned = isSame(signature, signV3(secret, stringToSign))
      if (!isSigned || header('x-acs-content-sha256') !== bodyHash) throw signatureMismatchV3(stringToSign)
    }
  }
}

function checkToken({ securityToken, expires }: AccessKey, token: string | undefined, now: Date): void {
  if (token !== undefined && !/^[!-~]+$/.test(token)) throw securityTokenMalformed()
  if (securityToken === undefined) {
    if (token !== undefined) throw securityTokenMismatch()
    return
  }
  if (token === undefined) throw missing('SecurityToken')
  if (!isSame(token, securityToken)) throw securityTokenMismatch()
  if (expires !== undefined && Date.parse(expires) <= now.getTime()) throw securityTokenExpired()
}

function readTime(text: string): number {
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(instant)) throw timestampMalformed()
  return instant
}
