import type { TSchema } from 'typebox'

/** The parts of a parameter's schema that the fuzzer builds values from. */
export interface Shape {
  readonly type?: string
  readonly enum?: readonly (string | number)[]
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly multipleOf?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Shape
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly default?: unknown
}

export const shapeOf = (schema: TSchema): Shape => schema as Shape

/** The shape with nothing allowed beside what it declares. */
export function closed(shape: Shape): Shape {
  const { items, properties } = shape
  if (items !== undefined) return { ...shape, items: closed(items) }
  if (properties === undefined) return shape
  const inner = Object.entries(properties).map(([name, property]) => [name, closed(property)])
  return { ...shape, properties: Object.fromEntries(inner), additionalProperties: false } as Shape
}
