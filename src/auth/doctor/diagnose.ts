/** Diagnoses a wrong signature: makes every known mistake on purpose, until one reproduces what was sent. */
import type { SignedRequest } from '../authenticate.ts'
import type { Claim } from '../claim.ts'
import { isSame } from '../is-same.ts'
import type { Diagnosis, Difference, Refused } from './diagnosis.ts'
import type { Mistake } from './mistakes.ts'
import { mistakesV1 } from './mistakes-v1.ts'
import { mistakesV3 } from './mistakes-v3.ts'
import { plainCause } from './plain-causes.ts'
import { type Recipe, rightV1, rightV3, show, sign, type Text } from './recipe.ts'
import { spoilt } from './spoilt.ts'

export function diagnose(refused: Refused): Diagnosis {
  const { claim } = refused
  const plain = plainCause(refused)
  if (plain !== undefined) return { scheme: claim.scheme, ...plain, certainty: 'observed' }
  return claim.scheme === 'V3' ? diagnoseV3(refused, claim) : diagnoseV1(refused)
}

function diagnoseV1({ request, key }: Refused): Diagnosis {
  const sent = new Map([...request.query, ...request.form]).get('Signature') ?? ''
  const right = rightV1(request, key.accessKeySecret)
  const expected = sign(right)
  const found = spoilt.find(({ mend }) => mend(sent) !== sent && isSame(mend(sent), expected))
  if (found !== undefined) return ofTransport(right, found.cause, found.sentence)
  return search(right, request, sent, mistakesV1)
}

function diagnoseV3({ request, key }: Refused, claim: Extract<Claim, { scheme: 'V3' }>): Diagnosis {
  const right = rightV3(request, claim.signedHeaders, key.accessKeySecret)
  if (!isSame(claim.signature, sign(right)))
    return search(right, request, claim.signature, mistakesV3(claim.signedHeaders))
  const isUpperCase = request.headers['x-acs-content-sha256']?.[0]?.toLowerCase() === right.bodyHash
  return isUpperCase
    ? ofTransport(right, 'BodyHashNotLowerCase', 'x-acs-content-sha256 is in upper-case hex: V3 takes lower-case.')
    : ofTransport(
        right,
        'BodyHashHeaderWrong',
        'The body was hashed rightly for the signature, but x-acs-content-sha256 has another value.'
      )
}

const ofTransport = (right: Recipe, cause: string, sentence: string): Diagnosis => ({
  scheme: right.scheme,
  cause,
  sentence,
  certainty: 'proven',
  computed: show(right)
})

/** The most characters that one diagnosis signs. It is enough to try everything on a call of 2 KB. */
const maxWork = 4 * 1024 * 1024

function search(right: Recipe, request: SignedRequest, sent: string, mistakes: readonly Mistake[]): Diagnosis {
  const { scheme } = right
  const computed = show(right)
  const size = computed.canonicalRequest.length + computed.stringToSign.length
  const expected = sign(right)
  let left = Math.ceil(maxWork / size)
  const telling: Mistake[] = []
  const find = (made: readonly Mistake[]): Recipe | undefined =>
    madeTogether(made, right, request).find((recipe) => {
      if (left-- <= 0) return false
      const signature = sign(recipe)
      if (signature !== expected && made.length === 1) telling.push(...made)
      return isSame(sent, signature)
    })
  for (const made of inTurn(mistakes, telling)) {
    if (left <= 0) break
    const wrong = find(made)
    if (wrong === undefined) continue
    const signed = show(wrong)
    const [cause, sentence] = [made.map((one) => one.cause).join('+'), made.map((one) => one.sentence).join(' And: ')]
    return {
      scheme,
      cause,
      sentence,
      certainty: 'proven',
      computed,
      signed,
      diff: differences(computed, signed, scheme)
    }
  }
  const [known, bytes] = scheme === 'V1' ? [20, Buffer.from(sent, 'base64').length] : [32, sent.length / 2]
  if (bytes !== known)
    return {
      scheme,
      cause: 'SignatureOfAnotherLength',
      sentence: `The signature has ${bytes} bytes, and its HMAC gives ${known}: it was cut, or lost bytes, as where a shell keeps it in a variable, which can't hold a NUL byte.`,
      certainty: 'observed',
      computed
    }
  return {
    scheme,
    cause: 'WrongSecret',
    sentence: `${left > 0 ? 'No known mistake gives this signature' : 'None of the mistakes that a call of this length leaves time for gives this signature'}: compare the string to sign with your own. If they are equal, the secret is wrong.`,
    certainty: 'likely',
    computed
  }
}

/** Each mistake by itself, then pairs of those that are often combined and that change this signature. */
function* inTurn(mistakes: readonly Mistake[], telling: readonly Mistake[]): Generator<readonly Mistake[]> {
  for (const one of mistakes) yield [one]
  const often = mistakes.filter((one) => one.isOften && telling.includes(one))
  for (const [place, one] of often.entries()) for (const other of often.slice(place + 1)) yield [one, other]
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
