import type { TObject } from 'typebox'
import { type ApiError, catalogue, type ErrorFactory, invalid, missing } from '../errors/index.ts'

/**
 * A schema that Fastify has compiled: it fills in defaults, and returns false and sets `errors` if the value doesn't
 * fit.
 */
export interface Validator {
  (parameters: unknown): boolean
  errors?: readonly Complaint[] | null
}

interface Complaint {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Record<string, unknown>
}

const byCode = new Map(catalogue.map((factory) => [factory.entry.code, factory]))

const codeOf = (parameter: object | undefined): string | undefined =>
  (parameter as { 'x-swas-error'?: string } | undefined)?.['x-swas-error']

interface Declared {
  readonly description?: string
  /** A sentence after the cloud's message if a value is rejected. */
  readonly 'x-swas-detail'?: string
  readonly properties?: Readonly<Record<string, Declared>>
  readonly items?: Declared
  readonly required?: readonly string[]
}

/** The parameters that must be sent. One with a default needn't be. */
export const neededNames = ({ properties = {}, required = [] }: Declared): string[] =>
  required.filter((name) => !('default' in (properties[name] ?? {})))

/** The errors that the parameters can raise, by name. `N` stands for the number of a list's entry. */
export function parameterErrors(parameters: TObject): ErrorFactory[] {
  const found = new Map<string, ErrorFactory>()
  const add = (factory: ErrorFactory) => found.set(factory.entry.code, factory)
  const visit = (schema: Declared, path: string, inherited?: ErrorFactory) => {
    const own = byCode.get(codeOf(schema) ?? '')?.for(path) ?? inherited
    add(own ?? invalid.for(path))
    if (schema.items !== undefined) visit(schema.items, `${path}.N`, own)
    visitProperties(schema, `${path}.`, own)
  }
  const visitProperties = (schema: Declared, prefix: string, inherited?: ErrorFactory) => {
    const needed = neededNames(schema)
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (needed.includes(name)) add(missing.for(prefix + name))
      visit(property, prefix + name, inherited)
    }
  }
  visitProperties(parameters as Declared, '')
  return [...found.values()]
}

/** Throws for the first parameter that doesn't fit its schema, or that holds a NUL, which PostgreSQL can't store. */
export function check(schema: TObject, validator: Validator, parameters: Record<string, unknown>): void {
  if (!validator(parameters)) throw refusal(schema, validator.errors?.[0])
  for (const [name, value] of Object.entries(parameters)) {
    if (holdsNul(value)) throw refusal(schema, { keyword: 'pattern', instancePath: `/${name}`, params: {} })
  }
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNul)
}

// The cloud's error: `MissingRegionId`, the one that the innermost declared parameter names, or `Invalid…`.
function refusal(schema: TObject, complaint: Complaint | undefined): ApiError {
  const { keyword, instancePath, params } = complaint ?? { keyword: '', instancePath: '', params: {} }
  const path = instancePath.split('/').slice(1)
  if (keyword === 'required') return missing(wireName([...path, String(params.missingProperty)]))
  let declared: Declared | undefined = schema as Declared
  let factory: ErrorFactory | undefined
  let subject = wireName(path)
  let rule: Declared | undefined
  for (const [depth, part] of path.entries()) {
    const inside: Declared | undefined = declared?.properties?.[part] ?? declared?.items
    declared = inside
    if (inside?.description !== undefined) rule = inside
    const own = byCode.get(codeOf(declared) ?? '')
    if (own !== undefined) [factory, subject] = [own, wireName(path.slice(0, depth + 1))]
  }
  const advice = rule?.description
  return (factory ?? invalid)({ subject, detail: rule?.['x-swas-detail'] }).with(
    advice === undefined ? {} : { advice: `${subject}: ${advice}` }
  )
}

/** `/Tag/0/Key` as the wire names it: `Tag.1.Key`. */
const wireName = (path: readonly string[]) =>
  path.map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part)).join('.')
