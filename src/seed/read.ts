/** Parses a seed. Errors name their lines. */
import type { TSchema } from 'typebox'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { seedMalformed } from '../errors/index.ts'
import { firstSchemaError, type SchemaError } from '../errors/schema-error.ts'
import { checkSeed, type SeedRules } from './check.ts'
import { type Seed, SeedShape } from './shape.ts'

const maxShown = 10

/** Reads YAML, which includes JSON. Throws seedMalformed. */
export function readSeed(text: string, rules: SeedRules): Seed {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [broken] = document.errors
  if (broken !== undefined) throw refusal([`Line ${lines.linePos(broken.pos[0]).line}: ${broken.message}`])

  // A missing member has the line of its parent.
  const lineOf = (path: readonly string[]): number => {
    const node = path.length === 0 ? document.contents : document.getIn(path.map(numberOrName), true)
    const offset = isNode(node) ? node.range?.[0] : undefined
    if (offset !== undefined) return lines.linePos(offset).line
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1))
  }
  const toText = ({ path, message }: SchemaError) =>
    `Line ${lineOf(path.split('/').slice(1))}: ${path || '/'} ${message}`

  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw refusal([error instanceof Error ? error.message : String(error)])
  }
  const malformed = firstSchemaError(SeedShape as TSchema, value)
  if (malformed !== undefined) throw refusal([toText(malformed)])
  const seed = value as Seed
  const errors = checkSeed(seed, rules)
  if (errors.length > 0) throw refusal(errors.map(toText))
  return seed
}

const numberOrName = (part: string) => (/^\d+$/.test(part) ? Number(part) : part)

function refusal(errors: readonly string[]) {
  const more = errors.length > maxShown ? [`and ${errors.length - maxShown} more`] : []
  return seedMalformed({ detail: `${[...errors.slice(0, maxShown), ...more].join('; ')}.` })
}
