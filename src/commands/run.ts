/** Runs the command that the arguments name. Exit codes: 0 success, 1 failure, 2 wrong command line. */
import { SwasError } from '../client/swas-error.ts'
import { misspeltSetting, strayVariables } from '../config/stray-variables.ts'
import { version } from '../version.ts'
import { type CommandContext, Failure, UsageError } from './command.ts'
import { generalHelp, helpOf } from './help.ts'
import { commands } from './index.ts'
import { parseArguments } from './parse-arguments.ts'

export async function runCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const [first = 'start', ...rest] = args
  if (first === '--version' || first === '-v') {
    context.print(version)
    return 0
  }
  if (first === '--help' || first === '-h') {
    context.print(generalHelp())
    return 0
  }
  // The flags of start are also the program's own.
  const [name, given] = first.startsWith('-') ? ['start', args] : [first, rest]
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (entry === undefined) {
    context.printError(`swas-local: ${name} is no command. There are: ${Object.keys(commands).join(', ')}.`)
    return 2
  }
  try {
    const command = await entry.load()
    if (given.some((word) => word === '--help' || word === '-h')) {
      context.print(helpOf(name, command))
      return 0
    }
    warnOfStrayVariables(context)
    return await command.run(parseArguments(command, given, context))
  } catch (error) {
    if (error instanceof UsageError) {
      context.printError(`swas-local ${name}: ${error.message}\nSee swas-local ${name} --help.`)
      return 2
    }
    context.printError(
      error instanceof SwasError ? `${error.code}: ${error.message}` : `swas-local: ${describe(error)}`
    )
    return 1
  }
}

/** Only warns: deploy scripts have variables of their own with our prefix. */
function warnOfStrayVariables({ environment, printError }: CommandContext): void {
  const strays = strayVariables(environment).filter((name) => misspeltSetting(name) === undefined)
  if (strays.length > 0)
    printError(
      `swas-local: warning: these variables are no settings of swas-local and have no effect: ${strays.join(', ')}.`
    )
}

/** A message for the user; the stack only if the error has no message. */
function describe(error: unknown): string {
  if (error instanceof Failure) return error.message
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ')
  return error instanceof Error ? error.message || String(error.stack) : String(error)
}
