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

/** What was seen of a test while it ran. */
interface Seen {
  subtests: number
  failedAssertions: number
  failedSubtests: number
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

function watch(parser: Parser, path: readonly string[], results: Results, print: (text: string) => void): Seen {
  const seen: Seen = { subtests: 0, failedAssertions: 0, failedSubtests: 0 }
  let inner: Seen | undefined
  let before = 0
  parser.on('child', (child: Parser) => {
    before = results.passed
    inner = watch(child, [...path, child.name], results, print)
  })
  parser.on('assert', (result: Result) => {
    const name = [...path, result.name].join(' > ')
    const subtest = result.closingTestPoint ? inner : undefined
    if (result.skip !== false || result.todo !== false) {
      seen.subtests++ // what was left out; a test of which that is all hasn't passed
      results.skipped.set(name, reasonOf(result))
    } else if (subtest === undefined) {
      if (!result.ok) {
        seen.failedAssertions++
        print(describe(name, result))
      }
    } else {
      seen.subtests++
      results.ran.add(name)
      if (result.ok && subtest.subtests === 0) results.passed++
      if (!result.ok) {
        seen.failedSubtests++
        if (subtest.failedAssertions > 0 || subtest.failedSubtests === 0) results.failed++
        if (subtest.failedAssertions + subtest.failedSubtests === 0) print(describe(name, result))
      }
    }
    if (path.length === 0) {
      const seconds = ((result.time ?? 0) / 1000).toFixed(1)
      print(`${result.ok ? 'ok    ' : 'NOT OK'} ${result.name} (${results.passed - before} passed, ${seconds} s)`)
    }
  })
  return seen
}

function reasonOf({ skip, todo }: Result): string {
  if (typeof skip === 'string' && skip !== '') return skip
  if (skip !== false) return 'no reason given'
  return `to do${typeof todo === 'string' && todo !== '' ? `: ${todo}` : ''}`
}

// Where it failed is told by `at`; the rest is how tap started the file.
const leftOut = new Set(['source', 'stdio', 'cwd', 'externalID', 'command', 'args', 'jobId'])

function describe(name: string, { diag }: Result): string {
  const details = Object.entries((diag ?? {}) as Record<string, unknown>)
    .filter(([key]) => !leftOut.has(key))
    .flatMap(([key, value]) => {
      const text = typeof value === 'string' ? value.trimEnd() : inspect(value, { depth: 10, breakLength: 120 })
      return text.includes('\n') ? [`${key}:`, ...text.split('\n').map((line) => `    ${line}`)] : [`${key}: ${text}`]
    })
  return [`FAILED ${name}`, ...details].join('\n    ')
}
