/** Prepares a script: parses it, makes it live, and adds the statements that an interactive shell needs around it. */
import { parse, type ScriptNode } from 'just-bash'
import { functionsOf, nodesOf } from './functions.ts'
import { isUnfinished, toSyntaxError } from './just-bash-internals.ts'
import { makeLive } from './live.ts'
import type { ShellState } from './protocol.ts'
import { type Reading, textOf } from './readers.ts'
import { epilogue } from './state.ts'

export interface Prepared {
  /** The text of each function that it defines, by name. */
  readonly functions: Readonly<Record<string, string>>
  /** The script that runs. */
  readonly whole: ScriptNode
  readonly reading: Reading
}

export class IncompleteError extends Error {}

/** Throws IncompleteError if more lines must follow, and SyntaxError in bash's words if the text can't be parsed. */
export function parseLine(text: string, isInteractive: boolean): ScriptNode {
  if (isInteractive && /(^|[^\\])(\\\\)*\\\n?$|(\||&&)\s*$/.test(text)) throw new IncompleteError()
  try {
    const script = parse(text)
    if (isInteractive && lacksHereDocument(script)) throw new IncompleteError()
    return script
  } catch (error) {
    if (error instanceof IncompleteError || !(error instanceof Error)) throw error
    if (isInteractive && isUnfinished(error) && !/^\s*(fi|done|then|do|else|esac)\b/.test(text))
      throw new IncompleteError()
    throw toSyntaxError(error)
  }
}

const lacksHereDocument = (script: ScriptNode) => JSON.stringify(script).includes('"terminated":false')

interface ScriptFile {
  readonly text: string
  readonly isExecutable: boolean
}

/** `readFile` returns undefined if there is no such file. */
export async function prepare(
  script: ScriptNode,
  state: ShellState | 'new' | undefined,
  readFile: (path: string) => Promise<ScriptFile | undefined>
): Promise<Prepared> {
  const scripts = new Map<string, ScriptNode>()
  const programs = new Set<string>()
  for (const path of scriptsIn(script)) {
    const file = await readFile(path)
    if (file?.isExecutable && /^(?!#!|\x7fELF)|^#!.*\b(ba|da)?sh\b/.test(file.text)) programs.add(path)
    const parsed = tryParse(file?.text)
    if (parsed !== undefined) scripts.set(path, parsed)
  }
  const before = tryParse(preludeOf(state)) ?? { type: 'Script', statements: [] }
  const functions = new Map(
    [...before.statements, ...script.statements].flatMap(({ pipelines }) => {
      const [command] = pipelines[0]?.commands ?? []
      return command?.type === 'FunctionDef' && 'body' in command.body && Array.isArray(command.body.body)
        ? [[command.name, command.body.body] as const]
        : []
    })
  )
  const reading: Reading = {
    parse: tryParse,
    script: (path) => scripts.get(path),
    program: (path) => programs.has(path),
    functions
  }
  const defined = await functionsOf(script, async (path) => tryParse((await readFile(path))?.text))
  for (const inner of scripts.values()) Object.assign(defined, await functionsOf(inner, async () => undefined))
  const live = makeLive(script, reading, { isInput: true, isOutput: true })
  if (state === undefined) return { functions: defined, whole: live, reading }
  const { statements } = live
  const after = parse(epilogue).statements
  const whole = { ...live, statements: [...before.statements, ...statements, ...after] }
  return { functions: defined, whole, reading }
}

function preludeOf(state: ShellState | 'new' | undefined): string {
  if (state === undefined || state === 'new') return ''
  return [state.prelude, ...Object.values(state.functions), `(exit ${state.status})`].join('\n')
}

function tryParse(text: string | undefined): ScriptNode | undefined {
  if (text === undefined) return undefined
  try {
    return parse(text)
  } catch {
    return undefined // the shell itself reports the error
  }
}

/** The files that the script calls as programs or gives to a shell. */
function scriptsIn(script: ScriptNode): Set<string> {
  const paths = new Set<string>()
  for (const { node } of nodesOf(script)) {
    if (node.type === 'FunctionDef') continue
    for (const word of [node.name, ...node.args]) {
      const text = textOf(word)
      if (text !== undefined && (text.includes('/') || text.endsWith('.sh'))) paths.add(text)
    }
  }
  return paths
}
