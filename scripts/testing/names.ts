/** Finds tests by their name, in the text of a test file, so that only files that have one need to run. */
import ts from 'typescript'

interface NamedTest {
  /** A regular expression for the name; what a template inserts may be anything. */
  readonly pattern: string
  readonly isWanted: boolean
  readonly subtests: readonly NamedTest[]
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** The name as it is written: pieces of text, and something unknown between two of them. */
function piecesOf(name: ts.Expression): string[] {
  if (ts.isStringLiteralLike(name)) return [name.text]
  if (ts.isTemplateExpression(name)) return [name.head.text, ...name.templateSpans.map(({ literal }) => literal.text)]
  return ['', ''] // computed
}

function testsIn(node: ts.Node, name: string): NamedTest[] {
  const found: NamedTest[] = []
  ts.forEachChild(node, (child) => {
    const title = titleOf(child)
    if (title === undefined) {
      found.push(...testsIn(child, name))
      return
    }
    const pieces = piecesOf(title)
    found.push({
      pattern: pieces.map(escaped).join('.*'),
      isWanted: pieces.some((piece) => piece.includes(name)),
      subtests: testsIn(child, name)
    })
  })
  return found
}

/** The first argument of `t.test(…)`. */
function titleOf(node: ts.Node): ts.Expression | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined
  const { expression, name } = node.expression
  // Not a regular expression's.
  const isOfTap = name.text === 'test' && ts.isIdentifier(expression) && node.arguments.length > 1
  return isOfTap ? node.arguments[0] : undefined
}

const hasWanted = ({ isWanted, subtests }: NamedTest): boolean => isWanted || subtests.some(hasWanted)

/**
 * A pattern for each level of tests, as tap takes them: the outermost first; deeper levels than there are patterns run
 * whole. Undefined if no test's name contains `name`.
 */
export function patternsFor(source: string, name: string): string[] | undefined {
  let tests = testsIn(ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest), name)
  const patterns: string[] = []
  while (true) {
    const chosen = tests.filter(hasWanted)
    if (chosen.length === 0) return patterns.length > 0 ? patterns : undefined
    patterns.push(`^(${[...new Set(chosen.map(({ pattern }) => pattern))].join('|')})$`)
    if (chosen.some(({ isWanted }) => isWanted)) return patterns
    tests = chosen.flatMap(({ subtests }) => subtests)
  }
}
