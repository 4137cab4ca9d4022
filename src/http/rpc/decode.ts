/**
 * Turns the flat names and texts of an RPC call into values. The schema alone decides the type, never the look of a
 * text.
 */
import type { TSchema } from 'typebox'

/** Names and texts of a query or a form. A name that was sent several times has a list. */
export type WireParameters = Readonly<Record<string, string | readonly string[] | undefined>>

/** The part of a schema that decoding needs. */
export interface Shape {
  readonly type?: string
  readonly items?: Shape
  readonly properties?: Readonly<Record<string, Shape>>
}

/** The parameters that the schema knows. A text that can't be decoded stays a text, and the validator rejects it. */
export function decode(schema: TSchema, wire: WireParameters): Record<string, unknown> {
  return decodeObject(schema as Shape, wire, '') ?? {}
}

/** The names that the schema doesn't know. */
export function unreadNames(schema: TSchema, wire: WireParameters): string[] {
  const read = new Set<string>()
  const watched = new Proxy(wire, {
    get(target, name) {
      read.add(String(name))
      return target[String(name)]
    }
  })
  decode(schema, watched)
  return Object.keys(wire).filter((name) => !read.has(name))
}

/** The first value of a name. An empty value counts as absent. */
export function first(value: WireParameters[string]): string | undefined {
  return (typeof value === 'object' ? value[0] : value) || undefined
}

function decodeValue(shape: Shape, wire: WireParameters, name: string): unknown {
  if (shape.type === 'array') return decodeList(shape.items ?? {}, wire, name)
  if (shape.type === 'object') return decodeObject(shape, wire, `${name}.`) ?? fromJson(first(wire[name]))
  return scalar(shape, first(wire[name]))
}

// LoginCredentials.KeyPairName=…
function decodeObject(shape: Shape, wire: WireParameters, prefix: string): Record<string, unknown> | undefined {
  const entries = Object.entries(shape.properties ?? {})
    .map(([name, property]) => [name, decodeValue(property, wire, prefix + name)] as const)
    .filter(([, value]) => value !== undefined)
  return entries.length > 0 || prefix === '' ? Object.fromEntries(entries) : undefined
}

// InstanceIds.1=…&InstanceIds.2=…, Tag.1.Key=…, or one JSON list.
function decodeList(items: Shape, wire: WireParameters, name: string): unknown {
  const numbers = new Set<number>()
  const start = `${name}.`
  for (const key of Object.keys(wire)) {
    const number = key.startsWith(start) ? /^[1-9]\d{0,5}(?=\.|$)/.exec(key.slice(start.length)) : null
    if (number !== null) numbers.add(Number(number[0]))
  }
  if (numbers.size === 0) {
    const listed = fromJson(first(wire[name]))
    return Array.isArray(listed) && listed.length === 0 ? undefined : listed
  }
  const values = [...numbers].sort((a, b) => a - b).map((number) => decodeValue(items, wire, start + number))
  const present = values.filter((value) => value !== undefined)
  return present.length === 0 ? undefined : present
}

/** The value of a JSON text; a text that isn't JSON is returned unchanged. */
export function fromJson(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A text as the type that its schema declares; a text that can't be converted is returned unchanged. */
export function scalar({ type }: Shape, text: string | undefined): unknown {
  if (type === 'integer' && /^-?\d{1,15}$/.test(text ?? '')) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
