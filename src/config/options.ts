/** Options are settings by another name: those of the library, and of services that are started over the wire. */
import { randomBytes } from 'node:crypto'
import type { AccessKey } from '../auth/access-keys.ts'
import { type Config, checkConfig } from './config.ts'
import { type Name, type Setting, settings } from './settings.ts'
import { ConfigError, type Given } from './sources.ts'

const settingOf = {
  host: 'HOST',
  port: 'PORT',
  sshHost: 'SSH_HOST',
  sshPort: 'SSH_PORT',
  databaseUrl: 'DATABASE_URL',
  databaseConnectTimeoutMs: 'SWAS_DATABASE_CONNECT_TIMEOUT_MS',
  databaseStatementTimeoutMs: 'SWAS_DATABASE_STATEMENT_TIMEOUT_MS',
  databasePoolTimeoutMs: 'SWAS_DATABASE_POOL_TIMEOUT_MS',
  dataDir: 'DATA_DIR',
  seed: 'SWAS_SEED',
  auth: 'SWAS_AUTH',
  accessKeys: 'SWAS_ACCESS_KEYS',
  accessKeysFile: 'SWAS_ACCESS_KEYS_FILE',
  controlToken: 'SWAS_CONTROL_TOKEN',
  encryptionKey: 'SWAS_ENCRYPTION_KEY',
  transitionMs: 'SWAS_TRANSITION_MS',
  throttling: 'SWAS_THROTTLING',
  callLogSize: 'SWAS_CALL_LOG_SIZE',
  keyQueue: 'SWAS_KEY_QUEUE',
  signatureWindowS: 'SWAS_SIGNATURE_WINDOW_S',
  authFailures: 'SWAS_AUTH_FAILURES',
  requestTimeoutMs: 'SWAS_REQUEST_TIMEOUT_MS',
  maxEventLoopDelayMs: 'SWAS_MAX_EVENT_LOOP_DELAY_MS',
  allowedHosts: 'SWAS_ALLOWED_HOSTS',
  allowRemote: 'SWAS_ALLOW_REMOTE',
  allowRealKeys: 'SWAS_ALLOW_REAL_KEYS',
  logLevel: 'LOG_LEVEL'
} as const satisfies Record<string, Name>

/** What they give for each setting, for `checkConfig`. Throws ConfigError for an option that isn't there. */
export function sourcesOf(options: object, more: Partial<Record<Name, string>> = {}): Given {
  const given = new Map<Name, string>(Object.entries({ PORT: '0', ...more }) as [Name, string][])
  for (const [option, value] of Object.entries(options)) {
    if (option === 'logTo' || value === undefined) continue
    if (!Object.hasOwn(settingOf, option)) {
      const all = [...Object.keys(settingOf), 'logTo'].join(', ')
      throw new ConfigError(`${option} is not an option of startSwasLocal. There are: ${all}.`)
    }
    const text = toText(option, value)
    if (text !== undefined) given.set(settingOf[option as keyof typeof settingOf], text)
  }
  return (name) => {
    const { default: fallback }: Setting = settings[name]
    return given.get(name) ?? fallback
  }
}

/** As an environment variable would say it. Undefined is a seed that is no file. */
function toText(option: string, value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (option === 'accessKeys' && Array.isArray(value)) return value.map(toPair).join(',')
  if (option === 'allowedHosts' && Array.isArray(value)) return value.join(',')
  if (option === 'seed' && typeof value === 'object') return undefined
  throw new ConfigError(`${option} can't be of the type ${value === null ? 'null' : typeof value}.`)
}

const toPair = ({ accessKeyId, accessKeySecret, securityToken }: AccessKey) =>
  [accessKeyId, accessKeySecret, securityToken].filter((part) => part !== undefined).join(':')

// Tests move the clock of the service, and what they call with signs by the machine's.
const anyTimeMs = 7000 * 366 * 86_400_000 // as far as the clock can be moved

/** What a test's own service needs of its options; those that aren't named here are settings, too. */
export interface ChildOptions {
  readonly auth?: string
  readonly accessKeys?: readonly object[]
  readonly controlToken?: string
  readonly signatureWindowS?: number
}

/** Of a service for a test, which knows an AccessKey of its own. Throws a setting's own words where an option is wrong. */
export function configOf(options: ChildOptions, more: Partial<Record<Name, string>>) {
  const accessKey = { accessKeyId: `test-${random(8)}`, accessKeySecret: random(24) }
  const controlToken = options.controlToken ?? (options.auth === 'verify' ? random(24) : undefined)
  const accessKeys = [...(options.accessKeys ?? []), accessKey]
  const checked = checkConfig(sourcesOf({ ...options, accessKeys, controlToken }, more))
  const config: Config = options.signatureWindowS === undefined ? { ...checked, signatureWindowMs: anyTimeMs } : checked
  return { config, accessKey, controlToken }
}

/** So many bytes that nobody can guess. */
export const random = (bytes: number): string => randomBytes(bytes).toString('hex')
