/** From the flat names and texts of the wire to values, as the schema says and never by the look of a text. */
import type { TSchema } from 'typebox'

/** Names and texts, as a query or a form holds them; a name that came several times has a list. */
export type WireParameters = Readonly<Record<string, string | readonly string[] | undefined>>

/** As much of a schema as decoding goes by. */
export interface Shape {
  readonly type?: string
  readonly items?: Shape
  readonly properties?: Readonly<Record<string, Shape>>
}

/** The parameters that the schema knows. What can't be read stays a text, for the validator to refuse. */
export function decode(schema: TSchema, wire: WireParameters): Record<string, unknown> {
  return decodeObject(schema as Shape, wire, '') ?? {}
}

/** The names that `decode` doesn't read. */
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

/** The first of the values that a name came with; an empty one counts as absent. */
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

/** The value of a JSON text; a text that is none as it is. */
export function fromJson(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** What a text of the wire is by its schema; one that can't be that stays a text. */
export function scalar({ type }: Shape, text: string | undefined): unknown {
  if (type === 'integer' && /^-?\d{1,15}$/.test(text ?? '')) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
