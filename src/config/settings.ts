/** The table of settings: what each is for, and what holds without it. */

export interface Setting {
  readonly help: string
  readonly default?: string
}

/** Every setting there is, by its environment variable; the flag of `DATA_DIR` is `--data-dir`. */
export const settings = {
  HOST: { help: 'The address to listen on.', default: '127.0.0.1' },
  PORT: { help: 'The port to listen on; 0 for any.', default: '20206' },
  SSH_HOST: { help: 'The address to listen on for SSH; all of this machine’s loopback addresses unless said.' },
  SSH_PORT: {
    help: 'The port to listen on for SSH, `off` for no SSH; 20222 unless said, and any where PORT is 0.'
  },
  DATABASE_URL: { help: 'A PostgreSQL 15 or newer to use instead of the embedded database.' },
  DATA_DIR: { help: 'A folder in which the embedded database keeps its files; without it, they are in memory.' },
  SWAS_DATABASE_CONNECT_TIMEOUT_MS: {
    help: 'How long PostgreSQL may take to accept a connection and to answer on it; after that it counts as away.',
    default: '2000'
  },
  SWAS_DATABASE_STATEMENT_TIMEOUT_MS: {
    help: 'How long PostgreSQL may take for one statement while it answers others.',
    default: '60000'
  },
  SWAS_DATABASE_POOL_TIMEOUT_MS: {
    help: 'How long a call waits for a free connection to PostgreSQL.',
    default: '10000'
  },
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
  SWAS_ENCRYPTION_KEY: { help: 'What secrets are sealed under in a shared database; 32 characters or more.' },
  SWAS_CONTROL_TOKEN: { help: 'What the operator sends to the control door; 16 characters or more.' },
  SWAS_ALLOWED_HOSTS: {
    help: 'Host names to answer to, with commas between them; localhost, addresses and names without a dot always are.',
    default: ''
  },
  SWAS_AUTH_FAILURES: {
    help: 'How many authentications may fail in a minute, of one address for one AccessKeyId or server; 0 for any number.',
    default: '600'
  },
  SWAS_THROTTLING: {
    help: '`documented` to refuse calls beyond the rates that the cloud publishes, `off` to take all.',
    default: 'off'
  },
  SWAS_SEED: { help: 'A YAML or JSON file of what is there at the start; made once in a database.' },
  SWAS_CALL_LOG_SIZE: { help: 'How many of the newest calls are kept in the log; 0 for none.', default: '10000' },
  SWAS_ALLOW_REAL_KEYS: {
    help: '`yes` to take AccessKeyIds that look like those of the real cloud.',
    default: 'no'
  },
  SWAS_REQUEST_TIMEOUT_MS: { help: 'How long a request may take to arrive.', default: '30000' },
  SWAS_MAX_EVENT_LOOP_DELAY_MS: {
    help: 'How late the service may run before it answers 503; 0 for any.',
    default: '3000'
  },
  LOG_LEVEL: { help: 'fatal, error, warn, info, debug, trace or silent.', default: 'info' }
} as const satisfies Record<string, Setting>

export type Name = keyof typeof settings
export const names = Object.keys(settings) as Name[]
