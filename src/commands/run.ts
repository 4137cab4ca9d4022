/** From the arguments to a command, and from its outcome to an exit code: 0 done, 1 not done, 2 not understood. */
import { SwasError } from '../client/swas-error.ts'
import { misspeltSetting, strayVariables } from '../config/stray-variables.ts'
import { version } from '../version.ts'
import { type CommandContext, Failure, UsageError } from './command.ts'
import { generalHelp, helpOf } from './help.ts'
import { commands } from './index.ts'
import { readLine } from './read-line.ts'

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
    context.printError(`swas-local: ${name} is none of its commands: ${Object.keys(commands).join(', ')}.`)
    return 2
  }
  try {
    const command = await entry.load()
    if (given.some((word) => word === '--help' || word === '-h')) {
      context.print(helpOf(name, command))
      return 0
    }
    warnOfStrays(context)
    return await command.run(readLine(command, given, context))
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

/** Deploy scripts have variables of their own that begin as our settings do. */
function warnOfStrays({ environment, printError }: CommandContext): void {
  const strays = strayVariables(environment).filter((name) => misspeltSetting(name) === undefined)
  if (strays.length > 0)
    printError(`swas-local: warning: no settings of swas-local, and not read: ${strays.join(', ')}.`)
}

/** What a person can act on: a stack only where the error has no words of its own. */
function describe(error: unknown): string {
  if (error instanceof Failure) return error.message
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ')
  return error instanceof Error ? error.message || String(error.stack) : String(error)
}
