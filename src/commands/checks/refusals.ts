/** Explains values that the service refused lately by the rule of each parameter: the cloud's messages leave it out. */
import { createControl } from '../../client/control.ts'
import { askHealth } from '../health.ts'
import { type Check, note, timeoutMs } from './check.ts'

const maxShown = 5

export const refusals: Check = async ({ target }) => {
  const health = await askHealth(target.url, AbortSignal.timeout(timeoutMs))
  if (typeof health === 'string' || health.status !== 'ok') return undefined
  // Without the right to list calls, there is nothing to report.
  const calls = await createControl(target)
    .calls.list()
    .catch(() => [])
  const refused = calls
    .filter(({ code }) => parameterOf(code) !== undefined)
    .map(({ operation, code }) => `${operation} ${code}`)
  const distinct = [...new Set(refused.reverse())].slice(0, maxShown)
  if (distinct.length === 0) return undefined
  const document = (await (await fetch(`${target.url}/openapi.json`)).json()) as Document
  const said = distinct.map((one) => {
    const [operation = '', code = ''] = one.split(' ')
    const parameter = parameterOf(code) ?? ''
    const rule = ruleOf(document, operation, parameter)
    return `${operation} answered ${code}${rule === undefined ? '' : `: ${parameter}: ${rule}`}`
  })
  return note(`values that were refused lately: ${said.join(' ')}`)
}

/**
 * `InstanceIds` for `InvalidInstanceIds.ValueNotSupported` and `InvalidInstanceIds`; undefined for `….NotFound`, say.
 */
const parameterOf = (code: string): string | undefined =>
  /^Invalid([A-Z]\w+?)(?:\.(?:ValueNotSupported|Malformed))?$/.exec(code)?.[1]

interface Described {
  readonly description?: string
  readonly $ref?: string
}

interface Route {
  readonly operationId?: string
  readonly parameters?: readonly ({ readonly name: string } & Described)[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Described }> }
}

interface Document {
  readonly paths: Record<string, Record<string, Route>>
  readonly components: { readonly schemas: Record<string, Described & { properties?: Record<string, Described> }> }
}

/** The first sentence of the parameter's description in the service's OpenAPI document. */
function ruleOf({ paths, components }: Document, operation: string, parameter: string): string | undefined {
  const routes = Object.values(paths).flatMap((path) => Object.values(path))
  const route = routes.find(({ operationId }) => operationId === operation)
  const body = route?.requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1) ?? ''
  const described =
    route?.parameters?.find(({ name }) => name === parameter) ?? components.schemas[body]?.properties?.[parameter]
  return described?.description?.match(/^.*?\.(?= |$)/)?.[0]
}
