/** Describes an operation's route for `@fastify/swagger`. Everything follows from the operation's declaration. */
import { type TObject, type TSchema, Type } from 'typebox'
import type { Operation } from '../../dispatch/operation.ts'
import { neededNames } from '../../dispatch/validate.ts'
import type { ErrorEntry } from '../../errors/index.ts'
import { exampleId, withRequestId } from '../answer.ts'
import { errorBody } from '../reply.ts'
import { type Route, routeOf } from '../rest/route.ts'
import { documentedErrors } from './documented-errors.ts'
import { exampleOf } from './example.ts'

const AccessDeniedDetail = Type.Object(
  {
    AuthAction: Type.String({ description: 'The RAM action.', examples: ['swas-open:CreateKeyPair'] }),
    AuthPrincipalDisplayName: Type.String({ description: 'The AccessKeyId that called.', examples: ['ci'] }),
    AuthPrincipalOwnerId: Type.String({ description: 'Its account.', examples: ['dev'] }),
    AuthPrincipalType: Type.String({ description: 'Always SubUser.', examples: ['SubUser'] }),
    NoPermissionType: Type.String({
      description: 'ExplicitDeny where a policy denies it, ImplicitDeny where none allows it.',
      examples: ['ImplicitDeny']
    }),
    PolicyType: Type.String({ description: 'The kind of policy.', examples: ['AccountLevelIdentityBasedPolicy'] })
  },
  { title: 'AccessDeniedDetail', description: 'Which permission is lacking. Only with Forbidden.RAM.' }
)

/** The error body of the RPC API and the REST API. */
export const ApiError = Type.Object(
  {
    RequestId: Type.String({ description: 'The id of the refused request, for the log.', examples: [exampleId] }),
    HostId: Type.String({ description: 'The host and port that were called.', examples: ['127.0.0.1:20206'] }),
    Code: Type.String({ description: 'What went wrong, for programs.', examples: ['InvalidRegionId.NotFound'] }),
    Message: Type.String({
      description: 'What went wrong, for people.',
      examples: ['The specified RegionId does not exist.']
    }),
    Recommend: Type.String({
      description:
        'Where the code is explained: at the cloud, or at `/docs/errors` for what exists only here. After a blank it may say what would be right.',
      examples: ['https://api.aliyun.com/troubleshoot?q=InvalidRegionId.NotFound&product=SWAS-OPEN']
    }),
    AccessDeniedDetail: Type.Optional(AccessDeniedDetail)
  },
  { title: 'ApiError', description: 'Why a request was refused.' }
)

/** A Fastify route schema, used for the document only. A schema with a title becomes a component of that name. */
export function describeRoute(operation: Operation): Record<string, unknown> {
  const route = routeOf(operation)
  const { action, group, summary, extension, creates, parameters, result, rules } = operation
  const inPath = new Set(route.inPath.values())
  const others = Object.keys(parameters.properties).filter((name) => !inPath.has(name))
  const errors = documentedErrors(operation, route)
  return {
    operationId: action,
    summary,
    description: rules.map(({ rule }) => `- ${rule}`).join('\n'),
    tags: [group],
    ...(inPath.size > 0 && { params: pathSchema(parameters, route) }),
    ...(others.length > 0 && route.others === 'query' && { querystring: querySchema(pick(parameters, others)) }),
    ...(others.length > 0 && route.others === 'body' && { body: bodySchema(action, pick(parameters, others)) }),
    response: { [creates ? 201 : 200]: resultSchema(action, result), ...errorResponses(errors) },
    ...(extension && { 'x-swas-extension': true }),
    'x-swas-fidelity': rules
  }
}

// A list is one text: half of the generators write a list into a path as their language prints it, `['a', 'b']`.
const pathSchema = ({ properties }: TObject, { inPath }: Route): TObject =>
  Type.Object(
    Object.fromEntries(
      [...inPath].map(([name, parameter]) => {
        const { items, description = '', maxItems = 1 } = (properties[parameter] ?? {}) as Shape
        if (items === undefined) return [name, properties[parameter] as TSchema]
        const pattern = `^[^,]+(,[^,]+){0,${maxItems - 1}}$`
        const examples = [exampleOf(items)]
        return [
          name,
          Type.String({ description: `${description} Several have commas between them.`, pattern, examples })
        ]
      })
    )
  )

/** A subset of the parameters. */
function pick(parameters: TObject, names: readonly string[]): TObject {
  const chosen = Object.fromEntries(names.map((name) => [name, parameters.properties[name] as TSchema]))
  const { required: _, ...schema } = Type.Object(chosen) as TObject
  const required = neededNames(parameters).filter((name) => names.includes(name))
  return { ...schema, ...(required.length > 0 && { required }) } as TObject
}

// Only what is needed has an example: Swagger UI sends examples along. OpenAPI knows no way to write a list of objects
// into a query; rest-parameters.ts takes it as one JSON text.
function querySchema(parameters: TObject): object {
  const properties = Object.entries(parameters.properties).map(([name, schema]: [string, Shape]) => {
    if (parameters.required?.includes(name)) return [name, schema]
    if (schema.items?.type !== 'object') return [name, withoutExample(schema)]
    const text = `${schema.description} One JSON text: \`${JSON.stringify(exampleOf(schema))}\`.`
    return [name, { type: 'string', description: text, pattern: '^\\[.*\\]$' }]
  })
  return { ...parameters, properties: Object.fromEntries(properties) }
}

interface Shape {
  readonly type?: string
  readonly items?: Shape
  readonly maxItems?: number
  readonly description?: string
  readonly examples?: unknown
}

const withoutExample = ({ examples: _, items, ...schema }: Shape): Shape =>
  items === undefined ? schema : { ...schema, items: withoutExample(items) }

const bodySchema = (action: string, parameters: TObject) => ({
  ...parameters,
  additionalProperties: false, // rest-parameters.ts refuses a name that the operation doesn't know
  title: `${action}Request`,
  description: `What ${action} takes.`,
  examples: [exampleOf(parameters)]
})

function resultSchema(action: string, result: TObject) {
  const schema = withRequestId(result)
  return {
    ...schema,
    title: `${action}Result`,
    description: `What ${action} answers.`,
    'x-response-description': 'Done.',
    examples: [exampleOf(schema)]
  }
}

function errorResponses(errors: readonly ErrorEntry[]): Record<number, object> {
  const statuses = [...new Set(errors.map(({ status }) => status))]
  return Object.fromEntries(
    statuses.map((status) => {
      const ofStatus = errors.filter((error) => error.status === status)
      const lines = ofStatus.map(({ code, message }) => `- \`${code}\`: ${message}`)
      const examples = ofStatus.map((error, n) => [
        ofStatus.slice(0, n).some(({ code }) => code === error.code) ? `${error.code}-2` : error.code,
        {
          summary: error.message,
          value: errorBody({ requestId: exampleId, host: '127.0.0.1:20206' }, error),
          'x-swas-fidelity': error.fidelity
        }
      ])
      return [
        status,
        { ...ApiError, 'x-response-description': lines.join('\n'), 'x-examples': Object.fromEntries(examples) }
      ]
    })
  )
}
