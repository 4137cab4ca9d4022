/** Calls the service for a tool. */
import type { Arguments, Tool } from './tool.ts'

export interface Service {
  /** `http://host:port`. */
  readonly url: string
  /** The Authorization header for each API; undefined: none. */
  readonly authorization: Readonly<Record<Tool['api'], string | undefined>>
}

export interface Reply {
  /** The body as the service sent it. An error has `Code`, `Message` and `RequestId`. */
  readonly text: string
  readonly isError: boolean
}

/** Resolves with an error, too, if the service refuses the call or can't be reached. */
export async function call(service: Service, tool: Tool, given: Arguments, signal: AbortSignal): Promise<Reply> {
  const wrong = wrongPart(tool, given)
  if (wrong !== undefined) {
    const text = `${tool.name} was not called: ${wrong} is missing or empty, or isn't a name or an id.`
    return { text, isError: true }
  }
  const { query, body } = split(tool, given)
  const authorization = service.authorization[tool.api]
  try {
    const response = await fetch(`${service.url}${pathOf(tool, given)}${query}`, {
      method: tool.method,
      headers: {
        connection: 'close', // the service may just have closed a kept one
        ...(authorization !== undefined && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' })
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal
    })
    const text = await response.text()
    return { text: text || 'Done.', isError: !response.ok }
  } catch (error) {
    const { cause = error } = error as Error // fetch says only that it failed
    return { text: describe(service, cause as NodeJS.ErrnoException), isError: true }
  }
}

const describe = ({ url }: Service, { code, message }: NodeJS.ErrnoException): string =>
  code === 'ECONNREFUSED'
    ? `Nobody answers at ${url}. Start the service with swas-local start, or swas-local mcp with --start.`
    : `${url} sent no complete response: ${message || code}.`

const partsOf = (given: Arguments, name: string): string[] => [given[name] ?? ''].flat().map(String)

/** The argument with which the path would be another one; undefined: there is none. The service splits lists at commas. */
const wrongPart = ({ inPath }: Tool, given: Arguments): string | undefined =>
  [...inPath.values()].find((name) => {
    const parts = partsOf(given, name)
    return parts.length === 0 || parts.some((part) => /^\.{0,2}$|,/.test(part))
  })

const pathOf = ({ path, inPath }: Tool, given: Arguments): string =>
  path.replace(/{(\w+)}/g, (_, name: string) =>
    partsOf(given, inPath.get(name) ?? '')
      .map(encodeURIComponent)
      .join(',')
  )

/** Values as the service reads them: a list in a query is its name repeated. */
function split({ inPath, inQuery, others }: Tool, given: Arguments) {
  const inThePath = new Set(inPath.values())
  const rest = Object.entries(given).filter(([name]) => !inThePath.has(name))
  const isInQuery = ([name]: readonly [string, unknown]) => others === 'query' || inQuery.has(name)
  const pairs = rest
    .filter(isInQuery)
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, textOf(one)]))
  const body = rest.filter((pair) => !isInQuery(pair))
  return {
    query: pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`,
    body: body.length === 0 ? undefined : Object.fromEntries(body)
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
