/** Examples for the document, composed of the examples of each parameter and field. */

interface Shape {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly examples?: readonly unknown[]
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly minimum?: number
}

/** A value that fits the schema: its own example if it has one. Throws for a required text without an example. */
export function exampleOf(schema: object): unknown {
  const shape = schema as Shape
  const [own] = [...(shape.examples ?? []), ...(shape.enum ?? [])]
  if (own !== undefined) return own
  if (shape.default !== undefined) return shape.default
  switch (shape.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {})
          .filter(([name, property]) => shape.required?.includes(name) || hasExample(property))
          .map(([name, property]) => [name, exampleOf(property)])
      )
    case 'array':
      return [exampleOf(shape.items ?? {})]
    case 'integer':
    case 'number':
      return shape.minimum ?? 1
    case 'boolean':
      return false
    default:
      throw new Error(`An example is missing: ${JSON.stringify(schema)}`)
  }
}

const hasExample = ({ type, examples, enum: words }: Shape) => type !== 'string' || (examples ?? words) !== undefined
