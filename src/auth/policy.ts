/** RAM policies, version 1. Whatever the service doesn't evaluate is refused when a policy is set, never ignored. */
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

/** The policies of one AccessKey. Throws what is wrong first, or isn't evaluated here, with its place. */
export function parsePolicies(list: unknown): Policy[] {
  const fault = schemaErrorOf(Type.Array(Policy), list)
  if (fault !== undefined) throw new Error(fault)
  const policies = list as Policy[]
  policies.forEach((policy, n) => {
    policy.Statement.forEach((statement, m) => {
      const complaint = complaintOf(statement)
      if (complaint !== undefined) throw new Error(`/${n}/Statement/${m}/${complaint}`)
    })
  })
  return policies
}

export const listOf = (values: string | readonly string[]): readonly string[] => [values].flat()

const action = /^(\*|[\w-]+:[\w*?]+)$/
const resource = /^(\*|acs:[^:]*:[^:]*:[^:]*:.+)$/

function complaintOf({ Action, Resource, Condition = {} }: Statement): string | undefined {
  if (!listOf(Action).every((pattern) => action.test(pattern))) return 'Action must be * or service:Action'
  if (!listOf(Resource).every((pattern) => resource.test(pattern)))
    return 'Resource must be * or acs:service:region:account:resource'
  if (listOf(Resource).some((pattern) => pattern.includes('${'))) return 'Resource: variables are not evaluated here'
  const complaint = checkCondition(Condition)
  return complaint && `Condition${complaint}`
}
