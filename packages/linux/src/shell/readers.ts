/** Which commands would read the standard input that they get. */
import type { CommandNode, ScriptNode, SimpleCommandNode, StatementNode, WordNode } from 'just-bash'
import { currentUser } from '../programs/user.ts'
import { always, filters, shells, wrappers } from './stdin-programs.ts'

/** The text of a word that needs no expansion except `~`. */
export function textOf(word: WordNode | null | undefined): string | undefined {
  if (word == null) return undefined
  const texts = word.parts.map((part) => {
    if (part.type === 'TildeExpansion') return part.user === null ? currentUser().home : undefined
    if (part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'Escaped') return part.value
    if (part.type === 'DoubleQuoted')
      return part.parts.every((inner) => inner.type === 'Literal' || inner.type === 'Escaped')
        ? part.parts.map((inner) => ('value' in inner ? inner.value : '')).join('')
        : undefined
    return undefined
  })
  return texts.includes(undefined) ? undefined : texts.join('')
}

const baseName = (name: string) => name.replace(/^.*\//, '')

/** A parsed script file, or undefined. A script that is called by name reads what its commands read. */
export type ReadScript = (path: string) => ScriptNode | undefined

export interface Reading {
  readonly parse: (text: string) => ScriptNode | undefined
  readonly script: ReadScript
  /** Whether the file is a shell script that may be called by name. */
  readonly program: (path: string) => boolean
  readonly functions: ReadonlyMap<string, readonly StatementNode[]>
}

export function reads(command: CommandNode, reading: Reading, depth = 0): boolean {
  if (depth > 8) return false
  const some = (statements: readonly StatementNode[] | null | undefined) =>
    statements?.some((statement) => statementReads(statement, reading, depth + 1)) ?? false
  switch (command.type) {
    case 'SimpleCommand':
      return simpleReads(command, reading, depth)
    case 'If':
      return command.clauses.some(({ condition, body }) => some(condition) || some(body)) || some(command.elseBody)
    case 'While':
    case 'Until':
      return some(command.condition) || some(command.body)
    case 'For':
    case 'CStyleFor':
    case 'Subshell':
    case 'Group':
      return some(command.body)
    case 'Case':
      return command.items.some(({ body }) => some(body))
    default:
      return false
  }
}

function statementReads({ pipelines }: StatementNode, reading: Reading, depth: number): boolean {
  return pipelines.some(({ commands: [first] }) => first !== undefined && reads(first, reading, depth))
}

const redirectsInput = ({ redirections }: SimpleCommandNode) =>
  redirections.some(({ fd, operator }) => (fd ?? 0) === 0 && /^<(?!&)/.test(operator) && operator !== '<>')

function simpleReads(command: SimpleCommandNode, reading: Reading, depth: number): boolean {
  const name = textOf(command.name)
  if (name === undefined || redirectsInput(command)) return false
  return wordsRead(name, command.args, reading, depth)
}

function wordsRead(name: string, args: readonly WordNode[], reading: Reading, depth: number): boolean {
  const base = baseName(name)
  const scriptReads = (script: ScriptNode | undefined) =>
    script?.statements.some((statement) => statementReads(statement, reading, depth + 1)) ?? false
  const own = reading.functions.get(name)
  if (own !== undefined) return own.some((statement) => statementReads(statement, reading, depth + 1))
  if (base === 'read' || always.has(base)) return true
  if (shells.has(base)) return shellReads(args, reading, scriptReads)
  if (wrappers.has(base)) {
    const at = wrappedAt(args)
    const next = textOf(args[at])
    return next !== undefined && depth < 8 && wordsRead(next, args.slice(at + 1), reading, depth + 1)
  }
  const filter = Object.hasOwn(filters, base) ? filters[base] : undefined
  if (filter !== undefined) return operandsOf(args, filter.valued).length <= (filter.before ?? 0) || hasDash(args)
  if (base === 'dd') return !args.some((word) => /^if=/.test(textOf(word) ?? ''))
  if (base === 'tar')
    return args.some((word) => textOf(word) === '-') || !args.some((word) => /f/.test(textOf(word) ?? ''))
  return name.includes('/') ? scriptReads(reading.script(name)) : false
}

/** The index of the program among the arguments of `sudo`, `timeout` and the like. */
const wrappedAt = (args: readonly WordNode[]) => args.findIndex((word) => !/^(-|\d|\w+=)/.test(textOf(word) ?? ''))

/** The index of the first argument of `program`, if the command runs it directly or through wrappers. */
export function argumentsOf(
  program: string,
  { name, args }: SimpleCommandNode,
  { functions }: Reading
): number | undefined {
  let called = textOf(name)
  if (called === program && functions.has(program)) return undefined
  let begin = 0
  while (called !== program) {
    const rest = args.slice(begin)
    const at = wrappedAt(rest)
    if (called === undefined || !wrappers.has(called) || isOnlyFound(called, rest) || at === -1) return undefined
    called = textOf(rest[at])
    begin += at + 1
  }
  return begin
}

/** `command -v` prints what a program is, and doesn't run it. */
const isOnlyFound = (called: string, args: readonly WordNode[]) =>
  called === 'command' && args.some((word) => /^-[vV]/.test(textOf(word) ?? ''))

const hasDash = (args: readonly WordNode[]) => args.some((word) => textOf(word) === '-')

function shellReads(
  args: readonly WordNode[],
  { parse, script }: Reading,
  scriptReads: (script: ScriptNode | undefined) => boolean
): boolean {
  const texts = args.map(textOf)
  const at = texts.findIndex((text) => text !== undefined && /^-[a-z]*c$/.test(text))
  if (at !== -1) {
    const text = texts[at + 1]
    return text !== undefined && scriptReads(parse(text))
  }
  if (readsScript(args)) return true
  const file = texts.find((text) => text !== undefined && !text.startsWith('-'))
  return file !== undefined && scriptReads(script(file))
}

/** Whether a shell with these arguments takes its script from stdin. */
export function readsScript(args: readonly WordNode[]): boolean {
  const texts = args.map(textOf)
  if (texts.some((text) => text !== undefined && /^-[a-z]*c$/.test(text))) return false
  return texts.includes('-s') || texts.includes('-') || texts.every((text) => text?.startsWith('-') ?? false)
}

/** The words that are neither options nor their values. */
function operandsOf(args: readonly WordNode[], valued: string): WordNode[] {
  const operands: WordNode[] = []
  let takesValue = false
  let isOver = false
  for (const word of args) {
    const text = textOf(word)
    const isOption = !isOver && !takesValue && text !== undefined && /^-./.test(text)
    if (takesValue) takesValue = false
    else if (isOption) {
      isOver = text === '--'
      takesValue = !text.startsWith('--') && valued.includes(text.at(-1) ?? ' ')
      // In `grep -e x` the pattern is no operand.
    } else operands.push(word)
  }
  return operands
}
