/** Options of the library are settings by another name. */
import { ConfigError, type Given } from '../given-settings.ts'
import { type Name, type Setting, settings } from '../settings.ts'
import type { KnownAccessKey, StartOptions } from './types.ts'

const settingOf = {
  host: 'HOST',
  port: 'PORT',
  sshHost: 'SSH_HOST',
  sshPort: 'SSH_PORT',
  databaseUrl: 'DATABASE_URL',
  dataDir: 'DATA_DIR',
  seed: 'SWAS_SEED',
  auth: 'SWAS_AUTH',
  accessKeys: 'SWAS_ACCESS_KEYS',
  accessKeysFile: 'SWAS_ACCESS_KEYS_FILE',
  controlToken: 'SWAS_CONTROL_TOKEN',
  sealingKey: 'SWAS_SEALING_KEY',
  transitionMs: 'SWAS_TRANSITION_MS',
  throttling: 'SWAS_THROTTLING',
  calls: 'SWAS_CALLS',
  keyQueue: 'SWAS_KEY_QUEUE',
  signatureWindowS: 'SWAS_SIGNATURE_WINDOW_S',
  authFailures: 'SWAS_AUTH_FAILURES',
  requestTimeoutMs: 'SWAS_REQUEST_TIMEOUT_MS',
  maxDelayMs: 'SWAS_MAX_DELAY_MS',
  allowedHosts: 'SWAS_ALLOWED_HOSTS',
  allowRemote: 'SWAS_ALLOW_REMOTE',
  allowRealKeys: 'SWAS_ALLOW_REAL_KEYS',
  logLevel: 'LOG_LEVEL'
} as const satisfies Record<keyof Omit<StartOptions, 'logTo'>, Name>

/** What they give for each setting, for `checkConfig`. Throws ConfigError for an option that isn't there. */
export function givenBy(options: StartOptions): Given {
  const given = new Map<Name, string>([
    ['PORT', '0'],
    ['LOG_LEVEL', options.logTo === undefined ? 'silent' : 'info']
  ])
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

const toPair = ({ accessKeyId, accessKeySecret, securityToken }: KnownAccessKey) =>
  [accessKeyId, accessKeySecret, securityToken].filter((part) => part !== undefined).join(':')
