/** One call in three ways: RPC in JSON, RPC in XML, REST. Parameters and results are plain values, as schemas have them. */
import type { Operation } from '../../src/dispatch/operation.ts'
import { routeOf } from '../../src/http/rest/route.ts'
import { officialPart } from '../../src/http/rpc/official-part.ts'
import { operations } from '../../src/operations/index.ts'
import type { Body } from '../fixture.ts'
import { readXml } from '../fuzz/read-xml.ts'
import { shapeOf } from '../fuzz/shape.ts'
import type { Rest } from './rest-client.ts'

export type Parameters = Readonly<Record<string, unknown>>

export interface Answer {
  readonly status: number
  readonly body: Body
}

export type Api = (operation: Operation, parameters: Parameters) => Promise<Answer>

export const rpcApi =
  (endpoint: string, AccessKeyId: string, Format: 'JSON' | 'XML'): Api =>
  async ({ action, methods, result }, parameters) => {
    const common = { Action: action, Version: '2020-06-01', Format, AccessKeyId }
    const form = new URLSearchParams([...Object.entries(common), ...flatten(parameters)])
    const reply = methods?.includes('POST') === false ? await get(endpoint, form) : await post(endpoint, form)
    const text = await reply.text()
    if (Format === 'JSON') return { status: reply.status, body: JSON.parse(text) }
    const body = reply.ok
      ? readXml(text, `${action}Response`, shapeOf(officialPart(result)))
      : readXml(text, 'Error', {})
    return { status: reply.status, body }
  }

const get = (endpoint: string, form: URLSearchParams) => fetch(`http://${endpoint}/?${form}`)
const post = (endpoint: string, form: URLSearchParams) => fetch(`http://${endpoint}/`, { method: 'POST', body: form })

// InstanceIds.1=…, Tag.1.Key=…, LoginCredentials.KeyPairName=…
function flatten(value: unknown, name = ''): [string, string][] {
  const at = (key: string | number) => (name === '' ? String(key) : `${name}.${key}`)
  if (Array.isArray(value)) return value.flatMap((entry, index) => flatten(entry, at(index + 1)))
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  return Object.entries(value).flatMap(([key, entry]) => flatten(entry, at(key)))
}

export const restApi =
  (rest: Rest): Api =>
  async (operation, parameters) => {
    if (operation.route === undefined) return await restApi(rest)(...throughPlural(operation, parameters))
    const { method, path, inPath, others } = routeOf(operation)
    const inUrl = (name = '') => [parameters[name] ?? ''].flat().map(String).map(encodeURIComponent).join(',')
    const url = path.replace(/\{(\w+)\}/g, (_, name) => inUrl(inPath.get(name)))
    const placed = new Set(inPath.values())
    const fields = Object.entries(parameters).filter(([name]) => !placed.has(name))
    if (others === 'body') return await rest(method, url, Object.fromEntries(fields))
    const pairs = fields.flatMap(([name, value]) => queryPairs(name, value))
    return await rest(method, pairs.length === 0 ? url : `${url}?${new URLSearchParams(pairs)}`)
  }

/** StartInstance and its like have no route: the one of several servers serves them. */
function throughPlural({ action }: Operation, { InstanceId, ...others }: Parameters): [Operation, Parameters] {
  const plural = operations.find((operation) => operation.action === `${action}s`)
  if (plural === undefined) throw new Error(`${action} has neither a route nor a plural.`)
  return [plural, { ...others, InstanceIds: [InstanceId] }]
}

function queryPairs(name: string, value: unknown): [string, string][] {
  if (!Array.isArray(value)) return [[name, String(value)]]
  if (typeof value[0] === 'object') return [[name, JSON.stringify(value)]]
  return value.map((entry) => [name, String(entry)])
}
