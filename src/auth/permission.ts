/** What policies allow. */
import { type Circumstances, holds } from './condition.ts'
import { listOf, type Policy, type Statement } from './policy.ts'

/** A call as policies see it. */
export interface PolicyRequest extends Circumstances {
  /** `swas-open:CreateKeyPair`. */
  readonly action: string
  /** `acs:swas-open:{region}:{account}:…`. */
  readonly resource: string
}

export type Decision = 'Allowed' | 'ExplicitDeny' | 'ImplicitDeny'

/** A denial wins over whatever allows it; what nothing allows is denied. */
export function decide(policies: readonly Policy[], deed: PolicyRequest): Decision {
  const fitting = policies.flatMap(({ Statement }) => Statement).filter((statement) => isAbout(statement, deed))
  if (fitting.some(({ Effect }) => Effect === 'Deny')) return 'ExplicitDeny'
  return fitting.length > 0 ? 'Allowed' : 'ImplicitDeny'
}

const isAbout = ({ Action, Resource, Condition = {} }: Statement, deed: PolicyRequest): boolean =>
  listOf(Action).some((pattern) => isLike(pattern, deed.action, 'i')) &&
  listOf(Resource).some((pattern) => isLike(pattern, deed.resource, '')) &&
  holds(Condition, deed)

const known = new Map<string, RegExp>()
const mostKnown = 10_000

// `*` is any text, `?` any one character. A pattern is compiled once.
function isLike(pattern: string, text: string, flags: 'i' | ''): boolean {
  const key = `${flags}${pattern}`
  let compiled = known.get(key)
  if (compiled === undefined) {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
    compiled = new RegExp(`^${escaped.replace(/\*+/g, '.*').replaceAll('?', '.')}$`, `s${flags}`)
    if (known.size >= mostKnown) known.clear()
    known.set(key, compiled)
  }
  return compiled.test(text)
}
