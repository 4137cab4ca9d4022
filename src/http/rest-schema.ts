/** What `@fastify/swagger` is told of an operation's route, all of it from the operation's own declaration. */
import { type TObject, type TSchema, Type } from 'typebox'
import { internalError } from '../errors.ts'
import type { Operation } from '../operation.ts'
import { parameterErrors } from '../validation.ts'

/** `GET /v1/regions/{RegionId}/images` in its parts; `inPath` names its parameters. */
export function splitRoute(route: string): { method: string; path: string; inPath: string[] } {
  const [method = '', path = ''] = route.split(' ')
  return { method, path, inPath: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name) }
}

export const fastifyPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

/** The error body of both doors. */
const ErrorBody = Type.Object({
  RequestId: Type.String(),
  HostId: Type.String(),
  Code: Type.String(),
  Message: Type.String(),
  Recommend: Type.String()
})

/** A Fastify route schema, used for the document only. */
export function describeRoute(operation: Operation, reply: object): Record<string, unknown> {
  const { inPath, method } = splitRoute(operation.route ?? '')
  const { properties } = operation.parameters
  const others = Object.keys(properties).filter((name) => !inPath.includes(name))
  const hasBody = method !== 'GET' && method !== 'DELETE'
  return {
    operationId: operation.action,
    summary: operation.summary,
    description: operation.rules.map(({ rule, source, where }) => `- ${rule} (${source}: ${where})`).join('\n'),
    tags: [operation.extension ? 'Extensions of swas-local' : 'SWAS-OPEN'],
    ...(inPath.length > 0 && { params: pick(operation.parameters, inPath) }),
    ...(others.length > 0 && { [hasBody ? 'body' : 'querystring']: pick(operation.parameters, others) }),
    response: { 200: { description: 'Done.', ...reply }, ...errorResponses(operation) }
  }
}

/** Some of the parameters. One with a default need not be sent. */
function pick(parameters: TObject, names: readonly string[]): TObject {
  const chosen = Object.fromEntries(names.map((name) => [name, parameters.properties[name] as TSchema]))
  const required = names.filter((name) => {
    const schema: object = parameters.properties[name] ?? {}
    return parameters.required?.includes(name) && !('default' in schema)
  })
  return { ...Type.Object(chosen), required } as TObject
}

function errorResponses({ errors, parameters }: Operation): Record<number, object> {
  const entries = [...new Set([...parameterErrors(parameters), ...errors, internalError])].map(({ entry }) => entry)
  const statuses = new Set(entries.map(({ status }) => status))
  return Object.fromEntries(
    [...statuses].map((status) => {
      const ofStatus = entries.filter((entry) => entry.status === status)
      const lines = ofStatus.map(({ code, message }) => `- \`${code.replace('{}', '{Parameter}')}\`: ${message}`)
      return [status, { ...ErrorBody, description: lines.join('\n') }]
    })
  )
}
