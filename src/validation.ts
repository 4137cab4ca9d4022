import type { TObject } from 'typebox'
import { type ApiError, catalogue, type ErrorFactory, invalid, missing } from './errors.ts'

/** A compiled schema, as Fastify makes it: fills defaults in, returns false and leaves its complaints behind. */
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

/** The errors that the parameters themselves can raise. */
export function parameterErrors({ properties }: TObject): ErrorFactory[] {
  const own = Object.values(properties).map((parameter) => byCode.get(codeOf(parameter) ?? '') ?? invalid)
  return [...new Set([missing, ...own])]
}

/** The error for a validator's first complaint, in the cloud's words: `MissingRegionId`, or the parameter's own. */
export function refusal(schema: TObject, validator: Validator): ApiError {
  const { keyword, instancePath, params } = validator.errors?.[0] ?? { keyword: '', instancePath: '', params: {} }
  const path = instancePath.split('/').slice(1)
  if (keyword === 'required') return missing(wireName([...path, String(params.missingProperty)]))
  const parameter = path[0] ?? ''
  const code = codeOf(schema.properties[parameter])
  return (byCode.get(code ?? '') ?? invalid)(code === undefined ? wireName(path) : parameter)
}

/** `/Tag/0/Key` as the wire names it: `Tag.1.Key`. */
const wireName = (path: readonly string[]) =>
  path.map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part)).join('.')
