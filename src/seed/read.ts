/** From a seed's text to a seed that is well formed, with the line of what is not. */
import type { TSchema } from 'typebox'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { seedMalformed } from '../errors/index.ts'
import { firstSchemaError, type SchemaError } from '../errors/schema-error.ts'
import { checkSeed, type SeedRules } from './check.ts'
import { type Seed, SeedShape } from './shape.ts'

const shownFaults = 10

/** YAML, of which JSON is a part. Throws seedMalformed, which names the lines. */
export function readSeed(text: string, rules: SeedRules): Seed {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [broken] = document.errors
  if (broken !== undefined) throw refusal([`Line ${lines.linePos(broken.pos[0]).line}: ${broken.message}`])

  // Of a place that isn't there, the line of what lacks it.
  const lineOf = (path: readonly string[]): number => {
    const node = path.length === 0 ? document.contents : document.getIn(path.map(numberOrName), true)
    const offset = isNode(node) ? node.range?.[0] : undefined
    if (offset !== undefined) return lines.linePos(offset).line
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1))
  }
  const told = ({ path, message }: SchemaError) => `Line ${lineOf(path.split('/').slice(1))}: ${path || '/'} ${message}`

  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw refusal([error instanceof Error ? error.message : String(error)])
  }
  const malformed = firstSchemaError(SeedShape as TSchema, value)
  if (malformed !== undefined) throw refusal([told(malformed)])
  const seed = value as Seed
  const faults = checkSeed(seed, rules)
  if (faults.length > 0) throw refusal(faults.map(told))
  return seed
}

const numberOrName = (part: string) => (/^\d+$/.test(part) ? Number(part) : part)

function refusal(faults: readonly string[]) {
  const more = faults.length > shownFaults ? [`and ${faults.length - shownFaults} more`] : []
  return seedMalformed({ detail: `${[...faults.slice(0, shownFaults), ...more].join('; ')}.` })
}
