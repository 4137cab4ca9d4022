/** The values of all settings, checked before anything starts. */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { createSecureContext } from 'node:tls'
import type { AccessKey } from '../auth/access-keys.ts'
import { looksReal } from '../auth/real.ts'
import { type Name, names, rowOf, type Values } from './settings.ts'
import { ConfigError, type Resolve, readFlags, resolveSettings } from './sources.ts'

/** Settings that Config holds in another form than their own. */
type Reshaped =
  | 'sshHost'
  | 'sshPort'
  | 'databaseConnectTimeoutMs'
  | 'databaseStatementTimeoutMs'
  | 'databasePoolTimeoutMs'
  | 'signatureWindowS'
  | 'throttling'
  | 'accessKeys'

/** The settings by the names of their options; what follows here are the few that have another form. */
export interface Config extends Omit<Values, Reshaped> {
  /** undefined: there is no SSH. */
  readonly ssh: SshConfig | undefined
  readonly databaseTimeouts: {
    readonly connectMs: number
    readonly statementMs: number
    readonly poolMs: number
  }
  /** How many RSA keys are generated at the same time. */
  readonly keyConcurrency: number
  readonly accessKeys: readonly AccessKey[]
  readonly signatureWindowMs: number
  /** Whether the rates that the cloud publishes are enforced. */
  readonly isThrottling: boolean
}

export interface SshConfig {
  readonly host: string
  readonly port: number
  /** Whether only connections to this machine's loopback addresses are accepted, whatever `host` is. */
  readonly isLoopbackOnly: boolean
}

/** The values from flags and environment; a flag wins. Throws ConfigError. */
export function readConfig(args: readonly string[], environment: NodeJS.ProcessEnv): Config {
  return checkConfig(resolveSettings(readFlags(args), environment))
}

/** The values of the texts that `resolve` gives. Throws ConfigError. */
export function checkConfig(resolve: Resolve): Config {
  const { sshHost, sshPort, signatureWindowS, throttling, accessKeys = [], ...values } = parseValues(resolve)
  const { databaseConnectTimeoutMs, databaseStatementTimeoutMs, databasePoolTimeoutMs, ...plain } = values
  const config: Config = {
    ...plain,
    ssh: toSsh({ host: sshHost, port: sshPort, httpPort: plain.port, allowRemote: plain.allowRemote }),
    databaseTimeouts: {
      connectMs: databaseConnectTimeoutMs,
      statementMs: databaseStatementTimeoutMs,
      poolMs: databasePoolTimeoutMs
    },
    keyConcurrency: availableParallelism(),
    accessKeys,
    signatureWindowMs: 1000 * signatureWindowS,
    isThrottling: throttling === 'documented'
  }
  checkTogether(config)
  return config
}

const parseValues = (resolve: Resolve): Values =>
  Object.fromEntries(names.map((name) => [rowOf(name).option, parseValue(name, resolve(name))])) as Values

function parseValue(name: Name, text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return rowOf(name).type.parse(text)
  } catch (error) {
    throw new ConfigError(`${name} ${error instanceof Error ? error.message : error}.`)
  }
}

const defaultSshPort = 20222

interface SshValues {
  readonly host: string | undefined
  readonly port: number | 'off' | undefined
  readonly httpPort: number
  readonly allowRemote: boolean
}

function toSsh({ host, port, httpPort, allowRemote }: SshValues): SshConfig | undefined {
  if (port === 'off') {
    if (host !== undefined) throw new ConfigError('SSH_HOST has no effect while SSH_PORT is off. Leave one out.')
    return undefined
  }
  const sshPort = port ?? (httpPort === 0 ? 0 : defaultSshPort)
  if (sshPort !== 0 && sshPort === httpPort)
    throw new ConfigError(`PORT and SSH_PORT are both ${sshPort}. Choose another for one of them.`)
  return {
    // Each server has its own address in 127.0.0.0/8, and a listener is for one address or for all of them.
    host: host ?? '0.0.0.0',
    port: sshPort,
    isLoopbackOnly: host === undefined && !allowRemote
  }
}

/** Refuses settings that contradict each other, and those that would open the service to others by mistake. */
function checkTogether(config: Config): void {
  checkCertificate(config)
  const { host, databaseUrl, dataDir, auth, accessKeys, accessKeysFile, controlToken } = config
  if (!config.allowRealKeys && accessKeys.some(({ accessKeyId }) => looksReal(accessKeyId))) {
    throw new ConfigError(
      'SWAS_ACCESS_KEYS has an AccessKeyId that looks like one of the real cloud. Use one of your own making, or set SWAS_ALLOW_REAL_KEYS=yes.'
    )
  }
  if (auth === 'verify' && accessKeys.length === 0 && accessKeysFile === undefined && controlToken === undefined) {
    throw new ConfigError(
      'SWAS_AUTH=verify accepts only registered AccessKeys, and there is none. Set SWAS_ACCESS_KEYS or SWAS_ACCESS_KEYS_FILE, or set SWAS_CONTROL_TOKEN and register AccessKeys with the control API.'
    )
  }
  if (databaseUrl !== undefined && dataDir !== undefined) {
    throw new ConfigError('DATA_DIR is for the embedded database: it has no effect beside DATABASE_URL. Leave one out.')
  }
  if (!/^(127(\.\d{1,3}){3}|::1|localhost)$/.test(host) && !config.allowRemote && auth === 'open') {
    throw new ConfigError(
      `Other machines may reach HOST ${host}, and with SWAS_AUTH=open anyone may call. Set SWAS_AUTH=verify, or SWAS_ALLOW_REMOTE=yes if you mean that.`
    )
  }
}

function checkCertificate({ tlsCert, tlsKey }: Config): void {
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new ConfigError('SWAS_TLS_CERT and SWAS_TLS_KEY belong together: set both, or leave both out.')
  if (tlsCert === undefined || tlsKey === undefined) return
  try {
    createSecureContext({ cert: readFileSync(tlsCert), key: readFileSync(tlsKey) })
  } catch (error) {
    throw new ConfigError(
      `SWAS_TLS_CERT and SWAS_TLS_KEY can't be used for HTTPS: ${error instanceof Error ? error.message : error}.`
    )
  }
}
