/** Who is calling, for both doors: from Fastify's request to what signatures go over, and to an account. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Authenticator, authenticate, type SignedRequest } from '../auth/authenticate.ts'
import type { Caller } from '../auth/caller.ts'
import type { Claim } from '../auth/claim.ts'
import { isAccessKeyId } from '../auth/claim.ts'
import type { Pair } from '../auth/encode.ts'
import { ApiError, accessKeyNotFound, realAccessKey } from '../errors/index.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came; undefined where none did. */
    rawBody: Buffer | undefined
  }
}

const nothing = Buffer.alloc(0)

/** The caller. A reply to a stranger says that nobody checked its signature. Throws what refuses it. */
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
      // Who names nobody guesses at no secret.
      if (error.code !== accessKeyNotFound.entry.code) await failures.count(request, accessKeyId)
      await report(authenticator, claim, request, reply, error)
    }
    throw error
  })
  if (!caller.isChecked) reply.header('x-swas-signature', 'unchecked')
  return caller
}

// The refusal stands, also where it can't be told why.
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

// V1 goes over a form's fields too. Official clients keep parameters in a map, so a pair that came twice is signed once.
function parametersOf(query: unknown, body: unknown): Pick<SignedRequest, 'query' | 'form'> {
  const seen = new Set<string>()
  const isNew = (pair: Pair) => seen.size < seen.add(JSON.stringify(pair)).size
  return { query: pairsOf(query).filter(isNew), form: pairsOf(body ?? {}).filter(isNew) }
}

const pairsOf = (parsed: unknown): Pair[] =>
  Object.entries(parsed as Record<string, string | string[]>).flatMap(([name, value]) =>
    [value].flat().map((entry) => [name, entry] as const)
  )
