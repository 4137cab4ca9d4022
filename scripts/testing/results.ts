/** What a run of tap said, test by test, read from the TAP that it prints. */
import { inspect } from 'node:util'
import { Parser, type Result } from 'tap-parser'

/**
 * The results of one run. A test is one with no test inside: not each assertion, and not the files and groups around
 * it, except where a file or a group failed by itself (it crashed, or took too long).
 */
export interface Results {
  passed: number
  failed: number
  /** Why, by the path of the test: file, groups and name. */
  readonly skipped: Map<string, string>
  /** The paths of everything that ran, so that a skip in one run can be made good by another run. */
  readonly ran: Set<string>
}

interface Watched {
  subtests: number
  /** Whether a failure inside was counted already. */
  failed: boolean
}

/** A TAP parser that adds to `results`, and prints a line for each file and every failure in full. */
export function createParser(results: Results, print: (text: string) => void): Parser {
  const parser = new Parser()
  watch(parser, [], results, print)
  parser.on('extra', (text: string) => {
    if (text.trim() !== '') print(text.trimEnd())
  })
  parser.on('bailout', (reason: string) => print(`BAIL OUT ${reason}`))
  return parser
}

function watch(parser: Parser, path: readonly string[], results: Results, print: (text: string) => void): Watched {
  const self: Watched = { subtests: 0, failed: false }
  let child: Watched | undefined
  let before = results.passed
  parser.on('child', (inner: Parser) => {
    before = results.passed
    child = watch(inner, [...path, inner.name], results, print)
  })
  parser.on('assert', (result: Result) => {
    const name = [...path, result.name].join(' > ')
    const closes = result.closingTestPoint ? child : undefined
    child = undefined
    if (result.skip !== false || result.todo !== false) {
      self.subtests++ // nothing inside ran, and that isn't a test passed
      results.skipped.set(name, reasonOf(result))
      return
    }
    if (closes !== undefined) {
      self.subtests++
      results.ran.add(name)
      if (closes.subtests === 0 && result.ok) results.passed++
    }
    if (!result.ok) {
      self.failed = true
      // A failed assertion fails its test, which is counted when it closes; a group fails for what failed inside.
      if (closes !== undefined && (closes.subtests === 0 || !closes.failed)) results.failed++
      if (closes === undefined || !closes.failed) print(describe(name, result))
    }
    if (path.length === 0) print(`${result.ok ? 'ok    ' : 'NOT OK'} ${result.name} (${results.passed - before} passed)`)
  })
  return self
}

function reasonOf({ skip, todo }: Result): string {
  if (typeof skip === 'string' && skip !== '') return skip
  if (skip !== false) return 'no reason given'
  return `to do${typeof todo === 'string' && todo !== '' ? `: ${todo}` : ''}`
}

function describe(name: string, { diag }: Result): string {
  const details = Object.entries((diag ?? {}) as Record<string, unknown>)
    .filter(([key]) => key !== 'source') // the place is told by `at`
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : inspect(value, { depth: 10 })}`)
  return [`FAILED ${name}`, ...details.flatMap((detail) => detail.trimEnd().split('\n'))].join('\n    ')
}
