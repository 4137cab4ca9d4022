/** The OpenAPI document of the control API, made from the declarations of its operations. */
import type { FastifyInstance } from 'fastify'
import type { TObject } from 'typebox'
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
import { originOf } from '../protocol.ts'
import { errorBody } from '../reply.ts'
import type { AnyControlOperation } from './operation.ts'

/** Serves the document. It is made at the first request, so that it doesn't delay the start. */
export function serveDocument(app: FastifyInstance, operations: readonly AnyControlOperation[], version: string): void {
  let document: object | undefined
  app.get('/_swas/openapi.json', { config: { page: true } }, async (request) => {
    document ??= documentOf(pathsOf(operations), version)
    return { ...document, servers: [{ url: originOf(request) }] }
  })
}

function pathsOf(operations: readonly AnyControlOperation[]): object {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const [method = '', path = ''] = operation.route.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: toPathItem(path, operation) }
  }
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
  { id, summary, who, query, body, isBodyNeeded = true, ...answers }: AnyControlOperation
): object {
  const { reply, replyType = 'application/json', status = reply === undefined ? 204 : 200, errors = [] } = answers
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
      ...Object.entries((query as TObject | undefined)?.properties ?? {}).map(([name, schema]) => ({
        name,
        in: 'query',
        required: (query as TObject).required?.includes(name) ?? false,
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
