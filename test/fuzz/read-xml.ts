import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { Shape } from './shape.ts'

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreDeclaration: true })

/** The content of an XML reply with the types of its schema. Throws where it isn't well formed. */
export function readXml(text: string, root: string, shape: Shape): unknown {
  const verdict = XMLValidator.validate(text)
  if (verdict !== true) throw new Error(`not well formed: ${verdict.err.msg}`)
  const document: Record<string, unknown> = parser.parse(text)
  const [name, ...others] = Object.keys(document)
  if (name !== root || others.length > 0) throw new Error(`<${name}> where <${root}> is expected`)
  return typed(document[root], shape)
}

function typed(value: unknown, shape: Shape): unknown {
  if (shape.type === 'array') {
    const items = value === undefined ? [] : Array.isArray(value) ? value : [value]
    return items.map((item) => typed(item, shape.items ?? {}))
  }
  if (shape.type === 'object') {
    const content = typeof value === 'object' && value !== null ? value : {}
    const names = new Set([...Object.keys(content), ...Object.keys(shape.properties ?? {})])
    const entries = [...names].map((name) => {
      return [name, typed((content as Record<string, unknown>)[name], shape.properties?.[name] ?? {})] as const
    })
    return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined))
  }
  if (value === undefined) return undefined
  if (shape.type === 'integer' || shape.type === 'number') return Number(value)
  if (shape.type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value
  return value
}
