/** The parts of an operation's REST route. */
import type { Operation } from '../../dispatch/operation.ts'

export interface Route {
  readonly method: string
  /** As OpenAPI writes it: `/v1/regions/{RegionId}/images`. */
  readonly path: string
  /** The names in the path, each with the operation's parameter that it fills. */
  readonly inPath: ReadonlyMap<string, string>
  /** Where the other parameters are. */
  readonly others: 'query' | 'body'
}

/** Throws for an operation without a route. */
export function routeOf({ action, route }: Operation): Route {
  if (route === undefined) throw new Error(`${action} has no REST route.`)
  const [method = '', template = ''] = route.split(' ')
  const names = [...template.matchAll(/\{(\w+)(?:=(\w+))?\}/g)]
  return {
    method,
    path: template.replace(/=\w+/g, ''),
    inPath: new Map(names.map(([, name = '', parameter = name]) => [name, parameter])),
    others: method === 'GET' || method === 'DELETE' ? 'query' : 'body'
  }
}

/** As Fastify writes it: `/v1/regions/:RegionId/images`. */
export const fastifyPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')
