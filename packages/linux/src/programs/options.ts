/** A parsed command line. Each option is known by the first of its names. */
export interface ParsedOptions {
  has(option: string): boolean
  /** The option's last value; undefined if it wasn't given or takes none. */
  value(option: string): string | undefined
  values(option: string): readonly string[]
  readonly operands: readonly string[]
}

/** A command line that getopt rejects; the message is getopt's. */
export class UsageError extends Error {}

interface Option {
  readonly name: string
  readonly takesValue: boolean
  /** The value is optional, and must be attached to the option. */
  readonly isOptional: boolean
}

function table(description: string): Map<string, Option> {
  const known = new Map<string, Option>([['help', { name: 'help', takesValue: false, isOptional: false }]])
  for (const word of description.split(/\s+/).filter(Boolean)) {
    const isOptional = word.endsWith('?')
    const takesValue = isOptional || word.endsWith('=')
    const names = word.replace(/[=?]$/, '').split('|')
    for (const name of names) known.set(name, { name: names[0] ?? name, takesValue, isOptional })
  }
  return known
}

/** A long name may be abbreviated if the abbreviation is unique. */
function findLong(known: Map<string, Option>, name: string): Option {
  const exact = name.length > 1 ? known.get(name) : undefined
  const begun = new Set(
    [...known].filter(([key]) => key.length > 1 && key.startsWith(name)).map(([, option]) => option)
  )
  const [only, other] = begun
  if (exact === undefined && other !== undefined) throw new UsageError(`option '--${name}' is ambiguous`)
  const found = exact ?? only
  if (found === undefined) throw new UsageError(`unrecognized option '--${name}'`)
  return found
}

/**
 * Parses as GNU getopt: options may follow operands, until `--`. If the description begins with `+`, the first operand
 * ends the options.
 */
export function parseOptions(description: string, args: readonly string[]): ParsedOptions {
  const isOrdered = description.startsWith('+')
  const known = table(description.replace(/^\+/, ''))
  const found = new Map<string, string[]>()
  const operands: string[] = []
  const note = ({ name }: Option, value: string) => found.set(name, [...(found.get(name) ?? []), value])
  const rest = [...args]
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') {
      operands.push(...rest)
      break
    }
    const long = /^--([^=]+)(?:=(.*))?$/s.exec(arg)
    if (long?.[1] !== undefined) {
      const option = findLong(known, long[1])
      if (!option.takesValue && long[2] !== undefined)
        throw new UsageError(`option '--${long[1]}' doesn't allow an argument`)
      const value = option.takesValue ? (long[2] ?? (option.isOptional ? '' : rest.shift())) : ''
      if (value === undefined) throw new UsageError(`option '--${long[1]}' requires an argument`)
      note(option, value)
    } else if (/^-./s.test(arg)) {
      for (let letters = arg.slice(1); letters !== ''; ) {
        const option = known.get(letters.charAt(0))
        if (option === undefined) throw new UsageError(`invalid option -- '${letters.charAt(0)}'`)
        const after = letters.slice(1)
        const value = option.takesValue ? after || (option.isOptional ? '' : rest.shift()) : ''
        if (value === undefined) throw new UsageError(`option requires an argument -- '${letters.charAt(0)}'`)
        note(option, value)
        letters = option.takesValue ? '' : after
      }
    } else if (isOrdered) {
      operands.push(arg, ...rest)
      break
    } else operands.push(arg)
  }
  return {
    has: (option) => found.has(option),
    value: (option) => found.get(option)?.at(-1),
    values: (option) => found.get(option) ?? [],
    operands
  }
}
