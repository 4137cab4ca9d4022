/** A client of the REST API that holds every reply against the document: status, type, body, and the error's code. */
import type { Test } from 'tap'
import Schema from 'typebox/schema'
import type { Body } from '../fixture.ts'

export interface RestReply {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

export type Rest = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>
) => Promise<RestReply>

export const basic = (accessKeyId: string, secret = 'secret') => ({
  authorization: `Basic ${Buffer.from(`${accessKeyId}:${secret}`).toString('base64')}`
})

/** Calls as one account. A body that is a text goes as it is. */
export async function restClient(t: Test, endpoint: string, accessKeyId = 'tester'): Promise<Rest> {
  const document = (await (await fetch(`http://${endpoint}/openapi.json`)).json()) as Body
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`http://${endpoint}${path}`, {
      method,
      headers: { ...basic(accessKeyId), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
    })
    const reply = { status: response.status, headers: response.headers, body: (await response.json()) as Body }
    const fault = undocumented(document, method, path, reply)
    if (fault !== undefined) t.fail(`${method} ${path}: ${fault}`)
    return reply
  }
}

/** Why a reply isn't one that the document knows; undefined when it is, or when the document doesn't know the path. */
function undocumented(document: Body, method: string, path: string, reply: RestReply): string | undefined {
  const { status, headers, body } = reply
  const operation = findOperation(document, method, path)
  if (operation === undefined) return undefined
  if (headers.get('content-type') !== 'application/json;charset=utf-8') return headers.get('content-type') ?? 'no type'
  const media = operation.responses[status]?.content['application/json']
  if (media === undefined) return `status ${status} (${body.Code})`
  const validator = Schema.Compile({ ...media.schema, components: document.components })
  const [valid, faults] = validator.Errors(body)
  if (!valid) return JSON.stringify(faults)
  if (status < 400 || media.examples === undefined) return undefined
  const codes = Object.values<Body>(media.examples).map(({ $ref }) => resolve(document, $ref).value.Code as string)
  const known = codes.some((code) => new RegExp(`^${toPattern(code)}$`).test(body.Code))
  return known ? undefined : `code ${body.Code}`
}

const resolve = (document: Body, $ref: string): Body =>
  $ref
    .slice(2)
    .split('/')
    .reduce((node, key) => node[key], document)

// `{Name}` stands for any name, `N` for a number.
const toPattern = (code: string) =>
  code
    .replaceAll('.', '\\.')
    .replaceAll('{Name}', '.+')
    .replace(/(?<=\.)N(?=\\|$)/g, '\\d+')

// A fixed path comes before one with a place for a name.
function findOperation({ paths }: Body, method: string, path: string): Body {
  const [plain = ''] = path.split('?')
  const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]*')}$`).test(plain)
  const [template = ''] = Object.keys(paths)
    .filter((template) => fits(template) && method.toLowerCase() in paths[template])
    .sort((a, b) => a.split('{').length - b.split('{').length)
  return paths[template]?.[method.toLowerCase()]
}
