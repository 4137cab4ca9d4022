/** The settings: an environment variable and a flag of the same name each, checked before anything starts. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type AccessKey, parseAccessKeys } from './auth/access-keys.ts'

export interface Config {
  readonly host: string
  readonly port: number
  readonly databaseUrl: string | undefined
  readonly dataDir: string | undefined
  readonly transitionMs: number
  /** Key generations at a time, and how many more may wait. */
  readonly keyConcurrency: number
  readonly keyQueue: number
  /** Host names to answer to, besides addresses and names that nobody can buy. */
  readonly allowedHosts: readonly string[]
  readonly auth: 'open' | 'verify'
  readonly accessKeys: readonly AccessKey[]
  readonly accessKeysFile: string | undefined
  readonly signatureWindowMs: number
  /** What secrets in the database are sealed under. */
  readonly sealingKey: string | undefined
  /** The operator's, at the control door. */
  readonly controlToken: string | undefined
  readonly logLevel: string
}

/** A setting that is wrong, unknown, or can't take effect; the message says which and why. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

interface Setting {
  readonly help: string
  readonly default?: string
}

/** Every setting there is, by its environment variable; the flag of `DATA_DIR` is `--data-dir`. */
export const settings = {
  HOST: { help: 'The address to listen on.', default: '127.0.0.1' },
  PORT: { help: 'The port to listen on; 0 for any.', default: '20206' },
  DATABASE_URL: { help: 'A PostgreSQL 15 or newer to use instead of the embedded database.' },
  DATA_DIR: { help: 'A folder in which the embedded database keeps its files; without it, they are in memory.' },
  SWAS_TRANSITION_MS: { help: 'How long a server stays in Pending, Starting, Stopping, Resetting.', default: '0' },
  SWAS_KEY_QUEUE: { help: 'How many key generations may wait for a core.', default: '256' },
  SWAS_ALLOW_REMOTE: {
    help: '`yes` to listen on an address other machines reach, though anyone may call.',
    default: 'no'
  },
  SWAS_AUTH: {
    help: '`open`: who has an AccessKey that is not known is an account of its own. `verify`: only known ones.',
    default: 'open'
  },
  SWAS_ACCESS_KEYS: { help: 'AccessKeys that must sign correctly: AccessKeyId:secret, with commas between several.' },
  SWAS_ACCESS_KEYS_FILE: { help: 'A JSON file with more of them, read again when it changes.' },
  SWAS_SIGNATURE_WINDOW_S: { help: 'How many seconds a signature’s time may be off.', default: '900' },
  SWAS_SEALING_KEY: { help: 'What secrets are sealed under in a shared database; 32 characters or more.' },
  SWAS_CONTROL_TOKEN: { help: 'What the operator sends to the control door; 16 characters or more.' },
  SWAS_ALLOWED_HOSTS: {
    help: 'Host names to answer to, with commas between them; localhost, addresses and names without a dot always are.',
    default: ''
  },
  LOG_LEVEL: { help: 'fatal, error, warn, info, debug, trace or silent.', default: 'info' }
} as const satisfies Record<string, Setting>

type Name = keyof typeof settings
const names = Object.keys(settings) as Name[]
const flagOf = (name: string) => name.toLowerCase().replaceAll('_', '-')

/** The values from flags and environment; a flag wins. Throws ConfigError. */
export function readConfig(args: readonly string[], environment: NodeJS.ProcessEnv): Config {
  for (const name of Object.keys(environment)) {
    if (name.startsWith('SWAS_') && !(name in settings)) {
      throw new ConfigError(`${name} is not a setting of swas-local. There are: ${names.join(', ')}.`)
    }
  }
  const flags = readFlags(args)
  const get = (name: Name): string | undefined => {
    const { default: fallback }: Setting = settings[name]
    return flags[flagOf(name)] ?? (environment[name] || undefined) ?? fallback
  }
  const config: Config = {
    host: get('HOST') ?? '',
    port: integer('PORT', get('PORT'), 0, 65535),
    databaseUrl: get('DATABASE_URL'),
    dataDir: get('DATA_DIR'),
    transitionMs: integer('SWAS_TRANSITION_MS', get('SWAS_TRANSITION_MS'), 0, 86_400_000),
    keyConcurrency: availableParallelism(),
    keyQueue: integer('SWAS_KEY_QUEUE', get('SWAS_KEY_QUEUE'), 0, 100_000),
    allowedHosts: hostNames('SWAS_ALLOWED_HOSTS', get('SWAS_ALLOWED_HOSTS')),
    auth: oneOf('SWAS_AUTH', get('SWAS_AUTH'), ['open', 'verify']) as Config['auth'],
    accessKeys: accessKeys('SWAS_ACCESS_KEYS', get('SWAS_ACCESS_KEYS')),
    accessKeysFile: get('SWAS_ACCESS_KEYS_FILE'),
    sealingKey: secret('SWAS_SEALING_KEY', get('SWAS_SEALING_KEY'), 32),
    controlToken: secret('SWAS_CONTROL_TOKEN', get('SWAS_CONTROL_TOKEN'), 16),
    signatureWindowMs: 1000 * integer('SWAS_SIGNATURE_WINDOW_S', get('SWAS_SIGNATURE_WINDOW_S'), 1, 86_400),
    logLevel: oneOf('LOG_LEVEL', get('LOG_LEVEL'), ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  }
  const allowRemote = oneOf('SWAS_ALLOW_REMOTE', get('SWAS_ALLOW_REMOTE'), ['yes', 'no']) === 'yes'
  checkTogether(config, allowRemote)
  return config
}

function readFlags(args: readonly string[]): Record<string, string | undefined> {
  const options = Object.fromEntries(names.map((name) => [flagOf(name), { type: 'string' as const }]))
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values as Record<
      string,
      string
    >
  } catch (error) {
    throw new ConfigError(
      `${error instanceof Error ? error.message : error} Flags: ${names.map((name) => `--${flagOf(name)}`).join(' ')}`
    )
  }
}

function integer(name: Name, text: string | undefined, min: number, max: number): number {
  const value = /^\d+$/.test(text ?? '') ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw new ConfigError(`${name} must be a whole number from ${min} to ${max}.`)
  return value
}

function accessKeys(name: Name, text: string | undefined): AccessKey[] {
  try {
    return text === undefined ? [] : parseAccessKeys(text)
  } catch (error) {
    throw new ConfigError(`${name} ${error instanceof Error ? error.message : error}.`)
  }
}

function secret(name: Name, text: string | undefined, min: number): string | undefined {
  if (text !== undefined && !new RegExp(`^[!-~]{${min},}$`).test(text))
    throw new ConfigError(`${name} must have ${min} characters or more, all printable ASCII without spaces.`)
  return text
}

function hostNames(name: Name, text = ''): string[] {
  const hosts = text.split(',').map((host) => host.trim().toLowerCase())
  if (text !== '' && !hosts.every((host) => /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host)))
    throw new ConfigError(`${name} must be host names without scheme and port, with commas between them.`)
  return text === '' ? [] : hosts
}

function oneOf(name: Name, text: string | undefined, values: readonly string[]): string {
  if (text === undefined || !values.includes(text))
    throw new ConfigError(`${name} must be one of ${values.join(', ')}.`)
  return text
}

function checkTogether(config: Config, allowRemote: boolean): void {
  const { host, databaseUrl, dataDir, auth, accessKeys, accessKeysFile, controlToken } = config
  if (auth === 'verify' && accessKeys.length === 0 && accessKeysFile === undefined && controlToken === undefined) {
    throw new ConfigError(
      'SWAS_AUTH=verify lets only known AccessKeys in, and there is none: set SWAS_ACCESS_KEYS, SWAS_ACCESS_KEYS_FILE, or SWAS_CONTROL_TOKEN to make them at the control door.'
    )
  }
  if (databaseUrl !== undefined && dataDir !== undefined) {
    throw new ConfigError('DATA_DIR is for the embedded database: it has no effect beside DATABASE_URL. Leave one out.')
  }
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new ConfigError('DATABASE_URL must begin with postgres:// or postgresql://.')
  }
  if (!/^(127(\.\d{1,3}){3}|::1|localhost)$/.test(host) && !allowRemote && auth === 'open') {
    throw new ConfigError(
      `HOST ${host} may be reached from other machines, and whoever reaches this service may do anything. Set SWAS_AUTH=verify, or SWAS_ALLOW_REMOTE=yes if that is meant.`
    )
  }
}
