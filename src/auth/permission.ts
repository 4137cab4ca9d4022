/** Whether policies allow a request. */
import { LRUCache } from 'lru-cache'
import { type Circumstances, holds } from './condition.ts'
import { listOf, type Policy, type Statement } from './policy.ts'

/** The request that policies decide on. */
export interface PolicyRequest extends Circumstances {
  /** `swas-open:CreateKeyPair`. */
  readonly action: string
  /** `acs:swas-open:{region}:{account}:…`. */
  readonly resource: string
}

export type Decision = 'Allowed' | 'ExplicitDeny' | 'ImplicitDeny'

/** A Deny wins over every Allow. What no statement allows is denied. */
export function decide(policies: readonly Policy[], request: PolicyRequest): Decision {
  const fitting = policies.flatMap(({ Statement }) => Statement).filter((statement) => isAbout(statement, request))
  if (fitting.some(({ Effect }) => Effect === 'Deny')) return 'ExplicitDeny'
  return fitting.length > 0 ? 'Allowed' : 'ImplicitDeny'
}

const isAbout = ({ Action, Resource, Condition = {} }: Statement, request: PolicyRequest): boolean =>
  listOf(Action).some((pattern) => compile(pattern, 'is').test(request.action)) &&
  listOf(Resource).some((pattern) => compile(pattern, 's').test(request.resource)) &&
  holds(Condition, request)

const compiled = new LRUCache<string, RegExp>({ max: 10_000 })

/** `*` is any text, `?` any one character. */
function compile(pattern: string, flags: 'is' | 's'): RegExp {
  const key = `${flags} ${pattern}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  const expression = new RegExp(`^${escaped.replace(/\*+/g, '.*').replaceAll('?', '.')}$`, flags)
  compiled.set(key, expression)
  return expression
}
