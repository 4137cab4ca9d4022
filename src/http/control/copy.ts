/** A call as a text that makes it again. Secrets are left out: the log doesn't have them. */
import { masked } from '../../auth/mask.ts'
import type { Operation } from '../../dispatch/operation.ts'
import { callNotCopied } from '../../errors/index.ts'
import type { LoggedCall } from '../../store/calls.ts'
import { routeOf } from '../rest/route.ts'
import type { Copied, Parameters } from './copied.ts'
import { sdkProgram, sdkTest } from './copy-sdk.ts'

type Copy = (operation: Operation, call: LoggedCall, endpoint: string) => string

const copying =
  (write: (copied: Copied) => string, comment: string): Copy =>
  (operation, call, endpoint) => {
    const left: string[] = []
    const visit = (value: unknown, name: string): unknown => {
      if (value === masked) left.push(name)
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
      const entries = Object.entries(value).map(([key, one]) => [key, visit(one, name === '' ? key : `${name}.${key}`)])
      return Object.fromEntries(entries.filter(([, one]) => one !== masked))
    }
    const parameters = visit(call.parameters, '') as Parameters
    const note = left.length === 0 ? '' : `${comment} Left out, since it is secret: ${left.join(', ')}\n`
    return write({ operation, call, parameters, note, endpoint })
  }

/** By the values of `as`. */
export const copyCall = {
  curl: copying(toCurl, '#'),
  sdk: copying(sdkProgram, '//'),
  test: copying(sdkTest, '//')
} as const

// The REST API accepts an AccessKey by HTTP Basic; the RPC API would need a signature.
function toCurl({ operation, call, parameters, note, endpoint }: Copied): string {
  const who = call.accessKeyId === 'default' ? [] : ['-u', `"${inDouble(call.accessKeyId)}:\${ACCESS_KEY_SECRET:-any}"`]
  if (operation.route === undefined) {
    if (operation.methods?.includes('POST') === false) throw callNotCopied()
    const common = { Action: call.action, Version: '2020-06-01', Format: 'JSON', AccessKeyId: call.accessKeyId }
    const pairs = Object.entries({ ...common, ...parameters }).map(([name, value]) => `${name}=${value}`)
    return `${note}${line(['curl', '-sS', quoted(`http://${endpoint}/`), ...pairs.map((pair) => `--data-urlencode ${quoted(pair)}`)])}`
  }
  const { method, path, inPath, others } = routeOf(operation)
  const inUrl = (name = '') => [parameters[name] ?? ''].flat().map(String).map(encodeURIComponent).join(',')
  const url = `http://${endpoint}${path.replace(/\{(\w+)\}/g, (_, name) => inUrl(inPath.get(name)))}`
  const placed = new Set(inPath.values())
  const rest = Object.entries(parameters).filter(([name]) => !placed.has(name))
  if (others === 'body') {
    const body =
      rest.length === 0
        ? []
        : ['-H', `'content-type: application/json'`, '-d', quoted(JSON.stringify(Object.fromEntries(rest)))]
    return `${note}${line(['curl', '-sS', ...who, '-X', method, quoted(url), ...body])}`
  }
  const query = new URLSearchParams(rest.flatMap(([name, value]) => queryPairs(name, value)))
  const full = rest.length === 0 ? url : `${url}?${query}`
  return `${note}${line(['curl', '-sS', ...who, ...(method === 'GET' ? [] : ['-X', method]), quoted(full)])}`
}

// A list repeats its name; a list of objects is one JSON text.
function queryPairs(name: string, value: unknown): [string, string][] {
  if (!Array.isArray(value)) return [[name, String(value)]]
  if (typeof value[0] === 'object') return [[name, JSON.stringify(value)]]
  return value.map((entry) => [name, String(entry)])
}

const line = (words: readonly string[]) => `${words.join(' ')}\n`
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
const inDouble = (text: string) => text.replace(/["\\$`]/g, '\\$&')
