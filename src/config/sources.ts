/** Where the text of each setting comes from: a flag, the environment variable of the same name, or the default. */
import { parseArgs } from 'node:util'
import { type Name, names, rowOf } from './settings.ts'
import { misspeltSetting } from './stray-variables.ts'

/** A setting is wrong, unknown, or has no effect; the message says which and why. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Gives the text of a setting; undefined if it isn't set and has no default. */
export type Resolve = (name: Name) => string | undefined

export const flagOf = (name: Name): string => name.toLowerCase().replaceAll('_', '-')

/** `flags` have their names without dashes, and win over variables. Throws ConfigError for a misspelt variable. */
export function resolveSettings(
  flags: Readonly<Record<string, unknown>>,
  environment: Readonly<NodeJS.ProcessEnv>
): Resolve {
  for (const name of Object.keys(environment)) {
    const meant = misspeltSetting(name)
    if (meant !== undefined) throw new ConfigError(`${name} is not a setting of swas-local. Did you mean ${meant}?`)
  }
  return (name) => {
    const flag = flags[flagOf(name)]
    return typeof flag === 'string' ? flag : ((environment[name] || undefined) ?? rowOf(name).default)
  }
}

/** Parses the flags of the settings. Throws ConfigError for any other flag. */
export function readFlags(args: readonly string[]): Record<string, unknown> {
  const options = Object.fromEntries(names.map((name) => [flagOf(name), { type: 'string' as const }]))
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new ConfigError(
      `${error instanceof Error ? error.message : error} Flags: ${names.map((name) => `--${flagOf(name)}`).join(' ')}`
    )
  }
}
