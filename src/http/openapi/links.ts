/** OpenAPI links: from an operation that creates something to the operations that take its name or id. */
import type { Operation } from '../../dispatch/operation.ts'
import { routeOf } from '../rest/route.ts'

interface Link {
  readonly operationId: string
  readonly parameters: Readonly<Record<string, string>>
}

/** The links from an operation that creates something to every route whose path has its name or id. */
export function linksOf({ result }: Operation, operations: readonly Operation[]): Record<string, Link> {
  const links: Record<string, Link> = {}
  for (const other of operations) {
    if (other.route === undefined) continue
    const [name, pointer] = [...routeOf(other).inPath.keys()].map((key) => [key, pointerTo(result, key)]).at(-1) ?? []
    if (name === undefined || pointer === undefined) continue
    links[other.action] = {
      operationId: other.action,
      parameters: { RegionId: '$request.path.RegionId', [name]: `$response.body#/${pointer}` }
    }
  }
  return links
}

// InstanceIds in a path takes one id or several.
function pointerTo({ properties }: Operation['result'], name: string): string | undefined {
  const [single, several] = [properties[name], properties[`${name}s`]]
  if (single !== undefined) return 'items' in single ? `${name}/0` : name
  return several === undefined ? undefined : `${name}s/0`
}
