/** Who calls, for RPC and REST: turns Fastify's request into the signed request, and that into a caller. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Authenticator, authenticate, type SignedRequest } from '../auth/authenticate.ts'
import type { Caller } from '../auth/caller.ts'
import type { Claim } from '../auth/claim.ts'
import { isAccessKeyId } from '../auth/claim.ts'
import type { Pair } from '../auth/encode.ts'
import { ApiError, accessKeyNotFound, realAccessKey } from '../errors/index.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body's bytes as they came; undefined if there was no body. */
    rawBody: Buffer | undefined
  }
}

const nothing = Buffer.alloc(0)

/**
 * The caller. The reply to an anonymous caller has a header that says its signature was not checked. Throws the
 * ApiError that refuses the call.
 */
export async function identify(
  authenticator: Authenticator,
  claim: Claim,
  request: FastifyRequest,
  reply: FastifyReply
): Promise<Caller> {
  const { accessKeyId } = claim
  if (!isAccessKeyId(accessKeyId)) throw accessKeyNotFound()
  if (authenticator.isForbidden(accessKeyId)) throw realAccessKey()
  const { failures } = request.server
  await failures.refuse(request, accessKeyId)
  const caller = await authenticate(authenticator, claim, () => toSigned(request, claim)).catch(async (error) => {
    if (error instanceof ApiError) {
      // A request without an AccessKey can't be guessing a secret, so it doesn't count as a failed login.
      if (error.code !== accessKeyNotFound.entry.code) await failures.count(request, accessKeyId)
      await report(authenticator, claim, request, reply, error)
    }
    throw error
  })
  if (!caller.isChecked) reply.header('x-swas-signature', 'unchecked')
  return caller
}

// If the report can't be written, the call is refused all the same.
async function report(
  authenticator: Authenticator,
  claim: Claim,
  request: FastifyRequest,
  reply: FastifyReply,
  error: ApiError
): Promise<void> {
  try {
    const refusal = { requestId: request.id, claim, request: toSigned(request, claim), error }
    const isKept = await authenticator.report(refusal)
    if (isKept) reply.header('x-swas-signature-report', `/_swas/signatures/${request.id}`)
  } catch (err) {
    request.log.error({ err }, 'what was wrong with a signature could not be kept')
  }
}

function toSigned(
  { method, url, raw, query, body, rawBody = nothing }: FastifyRequest,
  { scheme }: Claim
): SignedRequest {
  const [path = ''] = url.split('?')
  return {
    method,
    path,
    ...(scheme === 'V1' ? parametersOf(query, body) : { query: pairsOf(query), form: [] }),
    headers: raw.headersDistinct,
    body: rawBody
  }
}

// A V1 signature covers the form's fields too. Official clients keep parameters in a map, so they sign a repeated pair
// once.
function parametersOf(query: unknown, body: unknown): Pick<SignedRequest, 'query' | 'form'> {
  const seen = new Set<string>()
  const isNew = (pair: Pair) => seen.size < seen.add(JSON.stringify(pair)).size
  return { query: pairsOf(query).filter(isNew), form: pairsOf(body ?? {}).filter(isNew) }
}

const pairsOf = (parsed: unknown): Pair[] =>
  Object.entries(parsed as Record<string, string | string[]>).flatMap(([name, value]) =>
    [value].flat().map((entry) => [name, entry] as const)
  )
