/** Why a signature was refused: every known mistake is made on purpose, to see which one gives what was sent. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { AccessKey } from '../access-keys.ts'
import type { Claim, SignedRequest } from '../authenticate.ts'
import type { Mistake } from './mistakes.ts'
import { mistakesV1 } from './mistakes-v1.ts'
import { mistakesV3 } from './mistakes-v3.ts'
import { plainCause } from './plain-causes.ts'
import { type Recipe, rightV1, rightV3, show, sign, type Text } from './recipe.ts'

/** A refused request, as it came. */
export interface Refused {
  readonly claim: Claim
  readonly request: SignedRequest
  /** The AccessKey that was named. */
  readonly key: AccessKey
  readonly error: { readonly code: string; readonly message: string }
  readonly now: Date
  readonly windowMs: number
}

export interface Diagnosis {
  readonly scheme: Claim['scheme']
  /** A short name that stays; two of them with `+` where two mistakes were made at once. */
  readonly cause: string
  readonly sentence: string
  /** `proven`: with this mistake the signature that was sent comes out; `observed`: the request shows it. */
  readonly certainty: 'proven' | 'observed' | 'likely'
  readonly computed?: Text
  /** What the caller must have signed. */
  readonly signed?: Text
  readonly diff?: readonly Difference[]
}

/** V1: a line is a parameter of the canonical query. */
export interface Difference {
  readonly line: number
  readonly service: string | null
  readonly caller: string | null
}

export function diagnose(refused: Refused): Diagnosis {
  const { claim } = refused
  const plain = plainCause(refused)
  if (plain !== undefined) return { scheme: claim.scheme, ...plain, certainty: 'observed' }
  return claim.scheme === 'V3' ? diagnoseV3(refused, claim) : diagnoseV1(refused)
}

function diagnoseV1({ request, key }: Refused): Diagnosis {
  const sent = new Map([...request.query, ...request.form]).get('Signature') ?? ''
  const right = rightV1(request, key.accessKeySecret)
  if (isSame(sent.replaceAll(' ', '+'), sign(right)))
    return ofTransport(
      right,
      'SignaturePlusLost',
      '`+` in the signature arrived as a space: percent-encode it in the URL.'
    )
  if (isSame(decoded(sent), sign(right)))
    return ofTransport(right, 'SignatureEncodedTwice', 'The signature was percent-encoded twice on its way.')
  return search(right, request, sent, mistakesV1)
}

function diagnoseV3({ request, key }: Refused, claim: Extract<Claim, { scheme: 'V3' }>): Diagnosis {
  const right = rightV3(request, claim.signedHeaders, key.accessKeySecret)
  if (isSame(claim.signature, sign(right)))
    return ofTransport(
      right,
      'BodyHashHeaderWrong',
      'The body was hashed rightly for the signature, but x-acs-content-sha256 has another value.'
    )
  return search(right, request, claim.signature, mistakesV3(claim.signedHeaders))
}

const ofTransport = (right: Recipe, cause: string, sentence: string): Diagnosis => ({
  scheme: right.scheme,
  cause,
  sentence,
  certainty: 'proven',
  computed: show(right)
})

function search(right: Recipe, request: SignedRequest, sent: string, mistakes: readonly Mistake[]): Diagnosis {
  const computed = show(right)
  const often = mistakes.filter(({ isOften }) => isOften)
  const pairs = often.flatMap((one, place) => often.slice(place + 1).map((other) => [one, other]))
  for (const made of [...mistakes.map((one) => [one]), ...pairs]) {
    const wrong = madeTogether(made, right, request).find((recipe) => isSame(sent, sign(recipe)))
    if (wrong === undefined) continue
    const signed = show(wrong)
    return {
      scheme: right.scheme,
      cause: made.map(({ cause }) => cause).join('+'),
      sentence: made.map(({ sentence }) => sentence).join(' And: '),
      certainty: 'proven',
      computed,
      signed,
      diff: differences(computed, signed, right.scheme)
    }
  }
  return {
    scheme: right.scheme,
    cause: 'WrongSecret',
    sentence:
      'No known mistake gives this signature: compare the string to sign with your own. If they are equal, the secret is wrong.',
    certainty: 'likely',
    computed
  }
}

const madeTogether = (mistakes: readonly Mistake[], right: Recipe, request: SignedRequest): readonly Recipe[] =>
  mistakes.reduce<readonly Recipe[]>(
    (recipes, mistake) => recipes.flatMap((recipe) => mistake.make(recipe, request)),
    [right]
  )

function differences(service: Text, caller: Text, scheme: 'V1' | 'V3'): Difference[] {
  const inRequest = service.canonicalRequest !== caller.canonicalRequest
  const mark = scheme === 'V1' ? '&' : '\n'
  const linesOf = (text: Text) => (inRequest ? text.canonicalRequest : text.stringToSign).split(mark)
  const [ours, theirs] = [linesOf(service), linesOf(caller)]
  return Array.from({ length: Math.max(ours.length, theirs.length) }, (_, line) => ({
    line: line + 1,
    service: ours[line] ?? null,
    caller: theirs[line] ?? null
  })).filter(({ service, caller }) => service !== caller)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))
