/** Written by `npm run openapi` from the table in src/config/settings; don't edit it. Types of the package. */
import type { KnownAccessKey } from './types.ts'

/** The settings as options of `startSwasLocal`. */
export interface SettingOptions {
  /** HOST. Address to listen on; `localhost` is 127.0.0.1 and ::1. Default: `127.0.0.1`. */
  readonly host?: string
  /** PORT. Port to listen on; 0 for any free port. Default: any free port. */
  readonly port?: number
  /**
   * SWAS_HTTPS. `optional`: PORT answers HTTP and HTTPS. `required`: the six key-pair operations that the cloud only
   * serves over HTTPS refuse plain HTTP. Default: `optional`.
   */
  readonly https?: 'optional' | 'required'
  /**
   * SWAS_TLS_CERT. PEM file with the certificate for HTTPS, and the intermediate ones after it. Without it: a
   * certificate of a CA of its own, which is at `/_swas/ca.pem`.
   */
  readonly tlsCert?: string
  /** SWAS_TLS_KEY. PEM file with the private key of SWAS_TLS_CERT, without a passphrase. */
  readonly tlsKey?: string
  /** SSH_HOST. Address to listen on for SSH. Without it: all loopback addresses of this machine. */
  readonly sshHost?: string
  /**
   * SSH_PORT. Port to listen on for SSH; `off` for no SSH. Without it: 20222, or any free port if PORT is 0. Default:
   * any free port.
   */
  readonly sshPort?: number | 'off'
  /**
   * SWAS_ALLOW_REMOTE. Whether to listen on an address that other machines can reach although SWAS_AUTH is `open`:
   * anyone may call then. Default: `false`.
   */
  readonly allowRemote?: boolean
  /**
   * SWAS_ALLOWED_HOSTS. Further host names to accept. Always accepted: IP addresses, localhost, names without a dot,
   * .internal, .test, and the cloud’s swas.*, swas-vpc.* and swas-open.aliyuncs.com.
   */
  readonly allowedHosts?: readonly string[]
  /**
   * DATA_DIR. Folder in which the embedded database keeps its files. Without it, the data is in memory and is gone
   * when the service ends.
   */
  readonly dataDir?: string
  /** DATABASE_URL. PostgreSQL 15 or newer to use instead of the embedded database; any number of replicas may share it. */
  readonly databaseUrl?: string
  /**
   * SWAS_DATABASE_CONNECT_TIMEOUT_MS. Milliseconds for PostgreSQL to accept a connection and to answer on it; after
   * that it counts as unavailable. Default: `2000`.
   */
  readonly databaseConnectTimeoutMs?: number
  /**
   * SWAS_DATABASE_STATEMENT_TIMEOUT_MS. Milliseconds for one SQL statement while PostgreSQL still answers others.
   * Default: `60000`.
   */
  readonly databaseStatementTimeoutMs?: number
  /**
   * SWAS_DATABASE_POOL_TIMEOUT_MS. Milliseconds that a call waits for a free connection to PostgreSQL. Default:
   * `10000`.
   */
  readonly databasePoolTimeoutMs?: number
  /** SWAS_SEED. YAML or JSON file of what exists at the start. It is applied once in each database. */
  readonly seed?: string | object
  /**
   * SWAS_AUTH. `open`: any AccessKey is accepted and is an account of its own. `verify`: only registered ones.
   * Default: `open`.
   */
  readonly auth?: 'open' | 'verify'
  /**
   * SWAS_ACCESS_KEYS. Registered AccessKeys, whose signatures are verified. Default: only the one of the service
   * itself.
   */
  readonly accessKeys?: readonly KnownAccessKey[]
  /** SWAS_ACCESS_KEYS_FILE. JSON file with more registered AccessKeys; it is read again when it changes. */
  readonly accessKeysFile?: string
  /**
   * SWAS_SIGNATURE_WINDOW_S. Seconds by which the time of a signature may differ from the service’s clock. Default:
   * any time, since tests move the service’s clock and clients sign by the machine’s.
   */
  readonly signatureWindowS?: number
  /**
   * SWAS_AUTH_FAILURES. Failed authentications that one address may make in a minute for one AccessKeyId or server; 0
   * for no limit. Default: `600`.
   */
  readonly authFailures?: number
  /**
   * SWAS_TRUSTED_PROXIES. Proxies whose X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host count, by address or
   * CIDR block. From others, these headers are ignored.
   */
  readonly trustedProxies?: readonly string[]
  /**
   * SWAS_CONTROL_TOKEN. Token that the operator sends to the control API; 16 characters or more. Default: a random one
   * with `verify`, none with `open`.
   */
  readonly controlToken?: string
  /**
   * SWAS_ENCRYPTION_KEY. Key that encrypts the secrets in a shared database, such as AccessKeys made at run time; 32
   * characters or more.
   */
  readonly encryptionKey?: string
  /** SWAS_ALLOW_REAL_KEYS. Whether to accept AccessKeyIds that look like those of the real cloud. Default: `false`. */
  readonly allowRealKeys?: boolean
  /**
   * SWAS_TRANSITION_MS. Milliseconds that a server stays in each of Pending, Starting, Stopping and Resetting.
   * Default: `0`.
   */
  readonly transitionMs?: number
  /**
   * SWAS_THROTTLING. `documented`: calls beyond the rates that the cloud publishes are refused. `off`: there is no
   * limit. Default: `off`.
   */
  readonly throttling?: 'off' | 'documented'
  /** SWAS_CALL_LOG_SIZE. Number of calls that the call log keeps, the newest ones; 0 for none. Default: `10000`. */
  readonly callLogSize?: number
  /** SWAS_KEY_QUEUE. Queue length for RSA key generation; when it is full, CreateKeyPair answers 503. Default: `256`. */
  readonly keyQueue?: number
  /** SWAS_REQUEST_TIMEOUT_MS. Milliseconds for a request to arrive completely. Default: `30000`. */
  readonly requestTimeoutMs?: number
  /**
   * SWAS_MAX_EVENT_LOOP_DELAY_MS. Event-loop delay in milliseconds above which requests get 503; 0 for no limit.
   * Default: `3000`.
   */
  readonly maxEventLoopDelayMs?: number
  /**
   * LOG_LEVEL. Lowest level to log: fatal, error, warn, info, debug, trace or silent. Default: `silent`; with `logTo`,
   * `info`.
   */
  readonly logLevel?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /**
   * LOG_FORMAT. `text`: log lines for people, with one for each call. `json`: one object a line. Without it: `text` on
   * a terminal, else `json`. Default: `json`.
   */
  readonly logFormat?: 'text' | 'json'
}

/** The settings that a child service may be given. */
// biome-ignore format: it is generated
export type ChildSettingOptions = Pick<SettingOptions, 'port' | 'https' | 'auth' | 'accessKeys' | 'signatureWindowS' | 'transitionMs' | 'throttling' | 'callLogSize'>
