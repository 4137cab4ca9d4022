/** Parses the arguments of a command. Throws UsageError. */
import { parseArgs } from 'node:util'
import { flagOf, resolveSettings } from '../config/sources.ts'
import { type Command, type CommandContext, type ParsedArguments, UsageError } from './command.ts'

export function parseArguments(command: Command, args: readonly string[], context: CommandContext): ParsedArguments {
  const options = {
    ...Object.fromEntries(command.settings.map((name) => [flagOf(name), { type: 'string' as const }])),
    ...Object.fromEntries(
      Object.entries(command.flags).map(([name, { value, repeats = false }]) => [
        name,
        { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: repeats }
      ])
    ),
    help: { type: 'boolean' as const, short: 'h' }
  }
  const { values, positionals: words } = parse(args, options)
  const text = (flag: string) => {
    const value = values[flag]
    return typeof value === 'string' ? value : undefined
  }
  return {
    ...context,
    words,
    text,
    texts: (flag) => [values[flag] ?? []].flat().map(String),
    has: (flag) => values[flag] === true,
    settings: () => resolveSettings(values, context.environment)
  }
}

function parse(args: readonly string[], options: NonNullable<Parameters<typeof parseArgs>[0]>['options']) {
  try {
    return parseArgs({ args: [...args], options: options ?? {}, strict: true, allowPositionals: true })
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new UsageError(words.replace(/\. To specify a positional.*$/s, '.'))
  }
}

/** The value of a flag that is a whole number. */
export function numberOf(line: ParsedArguments, flag: string): number | undefined {
  const text = line.text(flag)
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${flag} must be a whole number.`)
  return Number(text)
}

/** Throws UsageError if there are words. */
export function noWords({ words }: ParsedArguments): void {
  if (words.length > 0) throw new UsageError(`${words[0]} is one word too many.`)
}
