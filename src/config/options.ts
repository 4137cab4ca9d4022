/** The options of the library and of child services: settings by another name. */
import { randomBytes } from 'node:crypto'
import { type Config, checkConfig } from './config.ts'
import { type Inherited, type Name, names, rowOf, type Setting } from './settings.ts'
import { ConfigError, type Resolve } from './sources.ts'

const nameOf = new Map<string, Name>(names.map((name) => [rowOf(name).option, name]))

/**
 * Where `checkConfig` finds the texts of these options. `overrides` are used where an option is left out. Throws
 * ConfigError for an option that isn't there.
 */
export function resolveOptions(options: object, overrides: Partial<Record<Name, string>> = {}): Resolve {
  const texts = new Map<Name, string>(Object.entries(overrides) as [Name, string][])
  for (const [option, value] of Object.entries(options)) {
    if (option === 'logTo' || value === undefined) continue
    const name = nameOf.get(option)
    if (name === undefined) {
      const all = [...nameOf.keys(), 'logTo'].join(', ')
      throw new ConfigError(`${option} is not an option of startSwasLocal. There are: ${all}.`)
    }
    const text = toText(rowOf(name), value)
    if (text !== undefined) texts.set(name, text)
  }
  return (name) => texts.get(name) ?? rowOf(name).inLibrary?.default ?? rowOf(name).default
}

/** As an environment variable would have it; undefined for a seed that is no file. */
function toText({ option, type }: Setting, value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value) && type.listToText !== undefined) return type.listToText(value as never[])
  if (typeof value === 'object' && type.isObjectToo) return undefined
  throw new ConfigError(`${option} can't be of the type ${value === null ? 'null' : typeof value}.`)
}

// Tests move the clock of the service, and their clients sign by the machine's.
const anyTimeMs = 7000 * 366 * 86_400_000 // as far as the clock can be moved

/** The options that a service for a test treats specially; the other settings may be given too. */
export interface ChildOptions {
  readonly auth?: string
  readonly accessKeys?: readonly object[]
  readonly controlToken?: string
  readonly signatureWindowS?: number
}

/**
 * The Config of a service for a test, which has an AccessKey of its own. `overrides` are settings used where an option
 * is left out. Throws ConfigError where an option is wrong.
 */
export function configOf(options: ChildOptions, overrides: Partial<Record<Name, string>>) {
  const accessKey = { accessKeyId: `test-${random(8)}`, accessKeySecret: random(24) }
  const controlToken = options.controlToken ?? (options.auth === 'verify' ? random(24) : undefined)
  const accessKeys = [...(options.accessKeys ?? []), accessKey]
  const checked = checkConfig(resolveOptions({ ...options, accessKeys, controlToken }, overrides))
  const config: Config = options.signatureWindowS === undefined ? { ...checked, signatureWindowMs: anyTimeMs } : checked
  return { config, accessKey, controlToken }
}

/** Random bytes as hexadecimal digits, from a source that can't be guessed. */
export const random = (bytes: number): string => randomBytes(bytes).toString('hex')

/** What a child service has of its parent. */
export function inheritedFrom(parent: Config): Pick<Config, Inherited> {
  const inherited = names.map(rowOf).filter((row) => row.inChildServices === 'inherited')
  const entries = inherited.map(({ option }) => [option, parent[option as Inherited]])
  return Object.fromEntries(entries) as Pick<Config, Inherited>
}
