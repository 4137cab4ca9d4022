/** The functions that a script defines, including those in files that it sources. */
import { type CommandNode, type ScriptNode, type SimpleCommandNode, type StatementNode, serialize } from 'just-bash'
import { textOf } from './readers.ts'

type FunctionDefNode = Extract<CommandNode, { type: 'FunctionDef' }>
type Read = (path: string) => Promise<ScriptNode | undefined>

const maxDepth = 5

export async function functionsOf(script: ScriptNode, read: Read, depth = 0): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const { node, text } of nodesOf(script)) {
    if (node.type === 'FunctionDef') found[node.name] = text ?? serialized(node)
    else if (depth < maxDepth && ['.', 'source'].includes(textOf(node.name) ?? '')) {
      const path = textOf(node.args[0])
      const file = path === undefined ? undefined : await read(path)
      if (file !== undefined) Object.assign(found, await functionsOf(file, read, depth + 1))
    }
  }
  return found
}

export interface Found {
  readonly node: FunctionDefNode | SimpleCommandNode
  /** The source text; undefined if the statement holds more than this command. */
  readonly text: string | undefined
}

/** The simple commands and functions of a script, in order. */
export function nodesOf(script: ScriptNode): Found[] {
  const found: Found[] = []
  const visit = (node: unknown, text?: string) => {
    if (typeof node !== 'object' || node === null) return
    const { type } = node as { type?: string }
    if (type === 'SimpleCommand' || type === 'FunctionDef') found.push({ node: node as Found['node'], text })
    if (type === 'Statement') {
      const { pipelines, sourceText } = node as StatementNode
      const [pipeline, ...more] = pipelines
      if (pipeline?.commands.length === 1 && more.length === 0) return visit(pipeline.commands[0], sourceText)
    }
    for (const inner of Object.values(node)) visit(inner)
  }
  visit(script)
  return found
}

// just-bash writes most of what it parses as it was.
const serialized = (command: FunctionDefNode): string =>
  serialize({
    type: 'Script',
    statements: [
      {
        type: 'Statement',
        pipelines: [{ type: 'Pipeline', commands: [command], negated: false }],
        operators: [],
        background: false
      }
    ]
  })
