/** RAM policies, version 1. A policy that this service can't evaluate in full is rejected when it is set. */
import { type Static, Type } from 'typebox'
import { schemaErrorOf } from '../errors/schema-error.ts'
import { checkCondition } from './condition.ts'

const OneOrMore = Type.Union([
  Type.String({ minLength: 1 }),
  Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })
])

const Statement = Type.Object(
  {
    Effect: Type.Enum(['Allow', 'Deny']),
    Action: OneOrMore,
    Resource: OneOrMore,
    Condition: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), OneOrMore)))
  },
  { additionalProperties: false }
)

const Policy = Type.Object(
  { Version: Type.Literal('1'), Statement: Type.Array(Statement, { minItems: 1 }) },
  { additionalProperties: false }
)

export type Statement = Static<typeof Statement>
export type Policy = Static<typeof Policy>

/**
 * Parses the policies of one AccessKey. Throws the first error, or the first part that can't be evaluated, with its
 * place.
 */
export function parsePolicies(list: unknown): Policy[] {
  const fault = schemaErrorOf(Type.Array(Policy), list)
  if (fault !== undefined) throw new Error(fault)
  const policies = list as Policy[]
  policies.forEach((policy, n) => {
    policy.Statement.forEach((statement, m) => {
      const problem = problemOf(statement)
      if (problem !== undefined) throw new Error(`/${n}/Statement/${m}/${problem}`)
    })
  })
  return policies
}

export const listOf = (values: string | readonly string[]): readonly string[] => [values].flat()

const action = /^(\*|[\w-]+:[\w*?]+)$/
const resource = /^(\*|acs:[^:]*:[^:]*:[^:]*:.+)$/

function problemOf({ Action, Resource, Condition = {} }: Statement): string | undefined {
  if (!listOf(Action).every((pattern) => action.test(pattern))) return 'Action must be * or service:Action'
  if (!listOf(Resource).every((pattern) => resource.test(pattern)))
    return 'Resource must be * or acs:service:region:account:resource'
  if (listOf(Resource).some((pattern) => pattern.includes('${'))) return 'Resource: variables are not evaluated here'
  const problem = checkCondition(Condition)
  return problem && `Condition${problem}`
}
