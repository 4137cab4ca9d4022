/** Turns a REST request into the operation's flat parameters by its schema. No name that was sent is ignored. */
import type { TObject } from 'typebox'
import { invalid, malformedRequest } from '../../errors/index.ts'
import { fromJson, type Shape, scalar } from '../rpc/decode.ts'
import type { Route } from './route.ts'

/** The parts of a request that hold parameters, parsed by Fastify. */
export interface RestInput {
  readonly params: unknown
  readonly query: unknown
  readonly body?: unknown
}

/** Throws for an unknown name, for a name in the wrong place, and for a body that isn't an object. */
export function readParameters({ properties }: TObject, route: Route, input: RestInput): Record<string, unknown> {
  const query = input.query as Record<string, string | string[]>
  const body = input.body === undefined ? {} : input.body
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw malformedRequest({ detail: 'The body is not a JSON object.' })
  if (route.others === 'query' && input.body !== undefined)
    throw malformedRequest({ detail: `${route.method} takes no body here.` })

  const inPath = new Set(route.inPath.values())
  const known = (name: string) => Object.hasOwn(properties, name) && !inPath.has(name)
  for (const name of Object.keys(body)) if (!known(name)) throw invalid(name)
  for (const name of Object.keys(query)) if (!known(name) || route.others === 'body') throw invalid(name)

  const shape = (name: string) => (properties[name] ?? {}) as Shape
  const path = [...route.inPath].map(([name, parameter]) => {
    const text = (input.params as Record<string, string>)[name] ?? ''
    return [parameter, shape(parameter).type === 'array' ? text.split(',').filter((part) => part !== '') : text]
  })
  return {
    ...Object.fromEntries(Object.entries(query).map(([name, value]) => [name, queryValue(shape(name), value)])),
    ...body,
    ...Object.fromEntries(path)
  }
}

// A list is its name repeated; a list of objects is one JSON text. A text that can't be decoded stays, and the
// validator rejects it.
function queryValue(shape: Shape, value: string | string[]): unknown {
  if (shape.type !== 'array') return typeof value === 'string' ? scalar(shape, value) : value
  if (shape.items?.type !== 'object') return typeof value === 'string' ? [value] : value
  return typeof value === 'string' ? fromJson(value) : value
}
