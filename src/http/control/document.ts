/** The OpenAPI document of the control API, made from the descriptions of its routes. */
import type { FastifyInstance } from 'fastify'
import { type TObject, type TSchema, Type } from 'typebox'
import type { ErrorFactory } from '../../errors/index.ts'
import {
  forbiddenHost,
  forbiddenOrigin,
  incompleteSignature,
  internalError,
  malformedRequest
} from '../../errors/index.ts'
import { exampleId } from '../answer.ts'
import { nameComponents } from '../openapi/components.ts'
import { exampleOf } from '../openapi/example.ts'
import { ApiError } from '../openapi/operation.ts'
import { errorBody } from '../reply.ts'

/** Who may call a route. */
export type Audience = 'anyone' | 'operator' | 'account' | 'operator or account'

/** The description of a control route. A schema with a title becomes a component of that name. */
export interface Described {
  readonly id: string
  readonly summary: string
  readonly who: Audience
  readonly query?: TObject
  readonly body?: TSchema
  readonly isBodyNeeded?: boolean
  /** The body of a successful response; undefined if it has none. */
  readonly reply?: TSchema
  readonly replyType?: string
  /** Default: 200. */
  readonly status?: number
  readonly errors?: readonly ErrorFactory[]
}

declare module 'fastify' {
  interface FastifyContextConfig {
    control?: Described
  }
}

/** The options of a route, with its description. */
export const describe = (control: Described) => ({ config: { control } })

/** A query with an account. */
export const AccountQuery = Type.Object(
  {
    account: Type.Optional(
      Type.String({
        description: 'The account. Only the operator may pass it; the operator’s default is the whole service.',
        minLength: 1,
        examples: ['dev']
      })
    )
  },
  { additionalProperties: false }
)

/** Must be called before the routes are added. */
export function collectDocument(app: FastifyInstance, version: string): void {
  const routes: Route[] = []
  app.addHook('onRoute', ({ url, method, config }) => {
    if (config?.control === undefined || method === 'HEAD') return
    const path = url.replace(/:(\w+)/g, '{$1}')
    routes.push({ path, method: String(method).toLowerCase(), described: config.control })
  })
  let document: object | undefined
  app.get('/_swas/openapi.json', { config: { page: true } }, async ({ protocol, host }) => {
    document ??= documentOf(pathsOf(routes), version) // made at the first request, so that it doesn't delay the start
    return { ...document, servers: [{ url: `${protocol}://${host}` }] }
  })
}

interface Route {
  readonly path: string
  readonly method: string
  readonly described: Described
}

function pathsOf(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { path, method, described } of routes)
    paths[path] = { ...paths[path], [method]: toPathItem(path, described) }
  return paths
}

const documentOf = (paths: object, version: string): object =>
  nameComponents({
    openapi: '3.0.3',
    info: {
      title: 'swas-local: the control API',
      version,
      description: 'What a test suite needs and the cloud doesn’t have. See docs/control.md.',
      contact: { name: 'The developers of swas-local' },
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' }
    },
    servers: [{ url: 'http://127.0.0.1:20206', description: 'The default address.' }],
    tags: [{ name: 'Control', description: 'Everything under /_swas/.' }],
    // A caller without credentials is the operator if SWAS_AUTH is `open` and there is no SWAS_CONTROL_TOKEN.
    security: [{ Operator: [] }, { AccessKey: [] }, {}],
    components: {
      securitySchemes: {
        Operator: { type: 'http', scheme: 'bearer', description: 'SWAS_CONTROL_TOKEN.' },
        AccessKey: { type: 'http', scheme: 'basic', description: 'AccessKeyId and secret of the account.' }
      }
    },
    paths
  })

function toPathItem(
  path: string,
  { id, summary, who, query, body, isBodyNeeded = true, ...answers }: Described
): object {
  const { reply, replyType = 'application/json', status = 200, errors = [] } = answers
  const all = [...errors, malformedRequest, incompleteSignature, forbiddenHost.for('{Name}'), forbiddenOrigin]
  const refusals = [...all, internalError]
  const codes = [...new Set(refusals.map(({ entry }) => entry.status))].sort()
  const content = reply && {
    content: { [replyType]: { schema: reply, ...('properties' in reply && { example: exampleOf(reply) }) } }
  }
  return {
    operationId: id,
    summary,
    description: `For ${who === 'anyone' ? who : `the ${who.replace('or account', 'or an account')}`}.`,
    tags: ['Control'],
    parameters: [
      ...[...path.matchAll(/{(\w+)}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        description: `The ${name}.`,
        schema: { type: 'string' }
      })),
      ...Object.entries(query?.properties ?? {}).map(([name, schema]) => ({
        name,
        in: 'query',
        required: query?.required?.includes(name) ?? false,
        description: (schema as { description?: string }).description,
        schema
      }))
    ],
    ...(body && {
      requestBody: {
        required: isBodyNeeded,
        content: { 'application/json': { schema: body, example: exampleOf(body) } }
      }
    }),
    responses: {
      [status]: { description: 'Done.', ...content },
      ...Object.fromEntries(codes.map((code) => [code, refusal(refusals.filter((one) => one.entry.status === code))]))
    }
  }
}

const refusal = (errors: readonly ErrorFactory[]) => ({
  description: errors.map(({ entry }) => `- \`${entry.code}\`: ${entry.message}`).join('\n'),
  content: {
    'application/json': {
      schema: ApiError,
      examples: Object.fromEntries(
        errors.map(({ entry }) => [
          entry.code,
          { summary: entry.message, value: errorBody({ requestId: exampleId, host: '127.0.0.1:20206' }, entry) }
        ])
      )
    }
  }
})
