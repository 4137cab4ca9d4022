/** The settings: an environment variable and a flag of the same name each, checked before anything starts. */
import { availableParallelism } from 'node:os'
import type { AccessKey } from '../auth/access-keys.ts'
import { looksReal } from '../auth/real.ts'
import { accessKeys, hostNames, integer, oneOf, secret } from './parse.ts'
import type { Name } from './settings.ts'
import { ConfigError, type Given, readFlags, readSettings } from './sources.ts'

export interface Config {
  readonly host: string
  readonly port: number
  /** Where servers can be logged on to; undefined where they can't be. */
  readonly ssh: SshConfig | undefined
  readonly databaseUrl: string | undefined
  /** How long a PostgreSQL is waited for, in milliseconds. */
  readonly databaseTimeouts: {
    readonly connectMs: number
    readonly statementMs: number
    readonly poolMs: number
  }
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
  readonly encryptionKey: string | undefined
  /** The operator's, at the control door. */
  readonly controlToken: string | undefined
  readonly authFailures: number
  /** Whether the cloud's published rates hold. */
  readonly isThrottling: boolean
  /** A file. */
  readonly seed: string | undefined
  /** How many calls are kept. */
  readonly callLogSize: number
  readonly allowRealKeys: boolean
  readonly requestTimeoutMs: number
  readonly maxEventLoopDelayMs: number
  readonly logLevel: string
}

export interface SshConfig {
  readonly host: string
  readonly port: number
  /** Whether only connections to this machine's loopback addresses are taken, whatever `host` is. */
  readonly isLoopbackOnly: boolean
}

/** The values from flags and environment; a flag wins. Throws ConfigError. */
export function readConfig(args: readonly string[], environment: NodeJS.ProcessEnv): Config {
  return checkConfig(readSettings(readFlags(args), environment))
}

/** The values of what was given. Throws ConfigError. */
export function checkConfig(get: Given): Config {
  const allowRemote = oneOf('SWAS_ALLOW_REMOTE', get('SWAS_ALLOW_REMOTE'), ['yes', 'no']) === 'yes'
  const config: Config = {
    host: get('HOST') ?? '',
    port: integer('PORT', get('PORT'), 0, 65535),
    ssh: sshOf(get, allowRemote),
    databaseUrl: get('DATABASE_URL'),
    databaseTimeouts: databaseTimeouts(get),
    dataDir: get('DATA_DIR'),
    transitionMs: integer('SWAS_TRANSITION_MS', get('SWAS_TRANSITION_MS'), 0, 86_400_000),
    keyConcurrency: availableParallelism(),
    keyQueue: integer('SWAS_KEY_QUEUE', get('SWAS_KEY_QUEUE'), 0, 100_000),
    allowedHosts: hostNames('SWAS_ALLOWED_HOSTS', get('SWAS_ALLOWED_HOSTS')),
    auth: oneOf('SWAS_AUTH', get('SWAS_AUTH'), ['open', 'verify']) as Config['auth'],
    accessKeys: accessKeys('SWAS_ACCESS_KEYS', get('SWAS_ACCESS_KEYS')),
    accessKeysFile: get('SWAS_ACCESS_KEYS_FILE'),
    encryptionKey: secret('SWAS_ENCRYPTION_KEY', get('SWAS_ENCRYPTION_KEY'), 32),
    controlToken: secret('SWAS_CONTROL_TOKEN', get('SWAS_CONTROL_TOKEN'), 16),
    signatureWindowMs: 1000 * integer('SWAS_SIGNATURE_WINDOW_S', get('SWAS_SIGNATURE_WINDOW_S'), 1, 86_400),
    authFailures: integer('SWAS_AUTH_FAILURES', get('SWAS_AUTH_FAILURES'), 0, 1_000_000),
    isThrottling: oneOf('SWAS_THROTTLING', get('SWAS_THROTTLING'), ['off', 'documented']) === 'documented',
    seed: get('SWAS_SEED'),
    callLogSize: integer('SWAS_CALL_LOG_SIZE', get('SWAS_CALL_LOG_SIZE'), 0, 1_000_000),
    allowRealKeys: oneOf('SWAS_ALLOW_REAL_KEYS', get('SWAS_ALLOW_REAL_KEYS'), ['yes', 'no']) === 'yes',
    requestTimeoutMs: integer('SWAS_REQUEST_TIMEOUT_MS', get('SWAS_REQUEST_TIMEOUT_MS'), 100, 86_400_000),
    maxEventLoopDelayMs: integer('SWAS_MAX_EVENT_LOOP_DELAY_MS', get('SWAS_MAX_EVENT_LOOP_DELAY_MS'), 0, 86_400_000),
    logLevel: oneOf('LOG_LEVEL', get('LOG_LEVEL'), ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  }
  checkTogether(config, allowRemote)
  return config
}

function databaseTimeouts(get: Given): Config['databaseTimeouts'] {
  const ms = (name: Name) => integer(name, get(name), 100, 3_600_000)
  return {
    connectMs: ms('SWAS_DATABASE_CONNECT_TIMEOUT_MS'),
    statementMs: ms('SWAS_DATABASE_STATEMENT_TIMEOUT_MS'),
    poolMs: ms('SWAS_DATABASE_POOL_TIMEOUT_MS')
  }
}

const defaultSshPort = 20222

function sshOf(get: Given, allowRemote: boolean): SshConfig | undefined {
  const [host, port] = [get('SSH_HOST'), get('SSH_PORT')]
  if (port === 'off') {
    if (host !== undefined) throw new ConfigError('SSH_HOST has no effect while SSH_PORT is off. Leave one out.')
    return undefined
  }
  const unsaid = get('PORT') === '0' ? 0 : defaultSshPort
  return {
    // Each server has an address of its own in 127.0.0.0/8, and a listener is for one address or for all there are.
    host: host ?? '0.0.0.0',
    port: port === undefined ? unsaid : integer('SSH_PORT', port, 0, 65535, 'off'),
    isLoopbackOnly: host === undefined && !allowRemote
  }
}

function checkTogether(config: Config, allowRemote: boolean): void {
  const { host, databaseUrl, dataDir, auth, accessKeys, accessKeysFile, controlToken, allowRealKeys } = config
  if (!allowRealKeys && accessKeys.some(({ accessKeyId }) => looksReal(accessKeyId))) {
    throw new ConfigError(
      'SWAS_ACCESS_KEYS has an AccessKeyId that looks like one of the real cloud. Use one of your own making, or set SWAS_ALLOW_REAL_KEYS=yes.'
    )
  }
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
