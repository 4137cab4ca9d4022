/**
 * Makes a script live: its output appears at once, and its input is read only when a command reads it. just-bash needs
 * the whole input before a script starts and returns the output after the script has ended. But when a command writes
 * to a file, just-bash calls the file system at once. So commands that would use the script's own streams are
 * redirected to device files.
 */
import type { CommandNode, ScriptNode, SimpleCommandNode, StatementNode, WordNode } from 'just-bash'
import { argumentsOf, type Reading, reads, readsScript, textOf } from './readers.ts'

export const devices = {
  output: '/dev/.stdout',
  error: '/dev/.stderr',
  input: '/dev/.stdin',
  line: '/dev/.line',
  secretLine: '/dev/.secret',
  exit: '/dev/.exit'
} as const

type Redirection = SimpleCommandNode['redirections'][number]

/** Which of the script's own streams a command uses. */
interface Streams {
  readonly isInput: boolean
  readonly isOutput: boolean
}

/** The argument by which a live call of a shell tells its script which streams it has. */
export const liveMark = '--live='

export function makeLive(script: ScriptNode, reading: Reading, streams: Streams): ScriptNode {
  return { ...script, statements: liveStatements(script.statements, reading, streams) }
}

const liveStatements = (statements: readonly StatementNode[], reading: Reading, streams: Streams): StatementNode[] =>
  statements.map((statement) => ({
    ...statement,
    pipelines: statement.pipelines.map((pipeline) => ({
      ...pipeline,
      commands: pipeline.commands.map((command, index, all) =>
        live(command, reading, {
          isInput: streams.isInput && index === 0 && !statement.background,
          isOutput: streams.isOutput && index === all.length - 1
        })
      )
    }))
  }))

function live(command: CommandNode, reading: Reading, streams: Streams): CommandNode {
  if (command.type === 'SimpleCommand') return liveSimple(command, reading, streams)
  if (command.type === 'FunctionDef') return command
  if (command.type === 'ArithmeticCommand' || command.type === 'ConditionalCommand') return command
  if (command.redirections.length > 0) return redirected(command, reading, streams)
  const inner = (statements: readonly StatementNode[]) => liveStatements(statements, reading, streams)
  switch (command.type) {
    case 'If': {
      const clauses = command.clauses.map(({ condition, body }) => ({ condition: inner(condition), body: inner(body) }))
      return { ...command, clauses, elseBody: command.elseBody && inner(command.elseBody) }
    }
    case 'While':
    case 'Until':
      return { ...command, condition: inner(command.condition), body: inner(command.body) }
    case 'Case':
      return { ...command, items: command.items.map((item) => ({ ...item, body: inner(item.body) })) }
    default:
      return { ...command, body: inner(command.body) }
  }
}

function redirected<C extends CommandNode>(command: C, reading: Reading, streams: Streams): C {
  const isFed = command.redirections.some(({ fd, operator }) => (fd ?? 0) === 0 && operator.startsWith('<'))
  const input = streams.isInput && !isFed && reads(command, reading) ? [to('<', null, devices.input)] : []
  return { ...command, redirections: [...input, ...outputs(streams), ...command.redirections] }
}

function liveSimple(original: SimpleCommandNode, reading: Reading, streams: Streams): SimpleCommandNode {
  const command = asShellCall(original, reading)
  const name = textOf(command.name)
  if (command.name === null) return command
  if (name === 'exec' && command.args.length === 0) return command
  if (name === 'exit' || name === 'logout')
    return { ...command, name: literal('exit'), redirections: [to('>>', null, devices.exit)] }
  const isFed = command.redirections.some(({ fd, operator }) => (fd ?? 0) === 0 && operator.startsWith('<'))
  const hasInput = streams.isInput && !isFed
  const isShell = name !== undefined && /^(\/(usr\/)?bin\/)?(ba)?sh$/.test(name)
  // A shell passes its streams on to its script, unless it reads the script itself from stdin.
  const isHandedOn = isShell && !readsScript(command.args)
  const isReader = hasInput && !isHandedOn && reads(command, reading)
  const input = isReader ? [to('<', null, name === 'read' ? lineOf(command) : devices.input)] : []
  const isOutput = streams.isOutput && !writesElsewhere(command)
  const mark = literal(`${liveMark}${isHandedOn && hasInput ? 'i' : ''}${isOutput ? 'o' : ''}`)
  // tail needs to know that its output is shown at once: only then it may follow files.
  const markedAt = isShell ? 0 : isOutput ? argumentsOf('tail', command, reading) : undefined
  return {
    ...command,
    args: markedAt === undefined ? command.args : command.args.toSpliced(markedAt, 0, mark),
    redirections: [...input, ...outputs(streams), ...command.redirections]
  }
}

/** A script that is called by name is the same as a shell with the script as its argument. */
function asShellCall(command: SimpleCommandNode, { program }: Reading): SimpleCommandNode {
  const name = textOf(command.name)
  if (command.name === null || name === undefined || !name.includes('/') || !program(name)) return command
  return { ...command, name: literal('bash'), args: [command.name, ...command.args] }
}

const writesElsewhere = ({ redirections }: SimpleCommandNode) =>
  redirections.some(({ fd, operator }) => (fd ?? 1) === 1 && /^&?>/.test(operator))

const lineOf = ({ args }: SimpleCommandNode) =>
  args.some((word) => /^-[a-z]*s/.test(textOf(word) ?? '')) ? devices.secretLine : devices.line

const outputs = ({ isOutput }: Streams): Redirection[] => [
  ...(isOutput ? [to('>>', null, devices.output)] : []),
  to('>>', 2, devices.error)
]

const literal = (value: string): WordNode => ({ type: 'Word', parts: [{ type: 'Literal', value }] })

const to = (operator: '<' | '>>', fd: number | null, path: string): Redirection => ({
  type: 'Redirection',
  fd,
  operator,
  target: literal(path)
})
