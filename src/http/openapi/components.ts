/**
 * Moves schemas and examples that have a name to the document's `components`, so that generated code has named types.
 */

type Json = Record<string, unknown>

/** For `@fastify/swagger`'s transformObject: schemas with a title and examples of errors become components. */
export function nameComponents(document: Json): Json {
  const schemas: Record<string, Json> = {}
  const examples: Record<string, Json> = {}

  const visit = (node: unknown, parent: Json = {}): unknown => {
    if (Array.isArray(node)) return node.map((entry) => visit(entry))
    if (typeof node !== 'object' || node === null) return node
    const copy = Object.fromEntries(
      Object.entries(node)
        .filter(([key]) => key !== 'x-swas-error' && key !== 'x-swas-detail') // for validation only; the document lists the errors by itself
        .map(([key, value]) => (key === 'examples' ? nameExamples(value) : [key, visit(value, node as Json)]))
    )
    if (typeof copy.title !== 'string' || typeof copy.type !== 'string') return copy
    // The plugin takes a parameter's description out of its schema.
    return nameSchema(copy.title, { ...('in' in parent && { description: parent.description }), ...copy })
  }

  const nameSchema = (name: string, { title: _, ...schema }: Json): Json => {
    const known = schemas[name]
    if (known !== undefined && essence(known) !== essence(schema)) throw new Error(`Two schemas are called ${name}.`)
    schemas[name] = { ...schema, ...known }
    return { $ref: `#/components/schemas/${name}` }
  }

  // Two operations may word an error in two ways. In a schema, OpenAPI 3.0 has one `example`.
  const nameExamples = (value: unknown): [string, unknown] => {
    if (Array.isArray(value)) return ['example', value[0]]
    const references = Object.entries(value as Record<string, Json>).map(([code, example]) => {
      const base = code.replace(/[^\w.-]/g, '')
      const same = (name: string) => JSON.stringify(examples[name] ?? example) === JSON.stringify(example)
      const name = [base, `${base}-2`].find(same)
      if (name === undefined) throw new Error(`${code} is worded in three ways.`)
      examples[name] = example
      return [name, { $ref: `#/components/examples/${name}` }]
    })
    return ['examples', Object.fromEntries(references)]
  }

  const visited = visit(document) as Json
  return {
    ...visited,
    components: { ...(visited.components as Json), schemas: sorted(schemas), examples: sorted(examples) }
  }
}

const essence = ({ description: _, example: __, ...rest }: Json) => JSON.stringify(sorted(rest))

function sorted<T>(entries: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)))
}
