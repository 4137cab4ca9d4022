/** What `startSwasLocal` and `connectSwasLocal` take. With those of src/client/, the package's types. */
import type { KnownAccessKey } from '../client/service-types.ts'

/** One line of JSON at a time; standard output is one. */
export interface LogTarget {
  write(line: string): void
}

/** The settings of the README's table, and what holds where one is left out. Nothing is read from the environment. */
export interface StartOptions {
  /** 127.0.0.1. */
  readonly host?: string
  /** Any that is free. */
  readonly port?: number
  /** Where servers can be logged on to; this machine's loopback addresses. */
  readonly sshHost?: string
  /** `off`: they can't be; any that is free. */
  readonly sshPort?: number | 'off'
  /** A PostgreSQL 15 or newer; the embedded database, in memory. */
  readonly databaseUrl?: string
  /** How long PostgreSQL may take to accept a connection and answer on it before it counts as away; 2000. */
  readonly databaseConnectTimeoutMs?: number
  /** How long PostgreSQL may take for one statement while it answers others; 60000. */
  readonly databaseStatementTimeoutMs?: number
  /** How long a call waits for a free connection to PostgreSQL; 10000. */
  readonly databasePoolTimeoutMs?: number
  /** A folder that keeps the embedded database; nothing is kept. */
  readonly dataDir?: string
  /** What is there at the start: a seed, or the path of a YAML or JSON file with one; nothing. */
  readonly seed?: string | object
  /** `verify` lets only known AccessKeys in, that of the instance among them; `open`. */
  readonly auth?: 'open' | 'verify'
  /** Known ones besides that of the instance. */
  readonly accessKeys?: readonly KnownAccessKey[]
  /** A JSON file with more of them, read again when it changes. */
  readonly accessKeysFile?: string
  /** What the operator sends to the control door; none where anyone may call, otherwise a random one. */
  readonly controlToken?: string
  /** What secrets are sealed under in a shared database. */
  readonly encryptionKey?: string
  /** How long a server stays in Pending, Starting, Stopping, Resetting, in milliseconds; 0. */
  readonly transitionMs?: number
  /** `documented`: the rates that the cloud publishes hold; `off`. */
  readonly throttling?: 'off' | 'documented'
  /** How many calls the log keeps; 10000. */
  readonly callLogSize?: number
  /** How many key generations may wait for a core; 256. */
  readonly keyQueue?: number
  /** How many seconds the time of a signature may be off the service's clock, which tests move; any number. */
  readonly signatureWindowS?: number
  /** Failed authentications a minute, of one address for one AccessKeyId; 600. */
  readonly authFailures?: number
  /** How long a request may take to arrive; 30000. */
  readonly requestTimeoutMs?: number
  /** How late the service may run before it answers ServiceUnavailable, 0 for any; 3000. */
  readonly maxEventLoopDelayMs?: number
  /** Host names to answer to, besides those that nobody can buy. */
  readonly allowedHosts?: readonly string[]
  /** Whether it may listen where other machines reach it, though anyone may call; false. */
  readonly allowRemote?: boolean
  /** Whether AccessKeyIds are taken that look like those of the real cloud; false. */
  readonly allowRealKeys?: boolean
  /** `silent`; with `logTo`, `info`. */
  readonly logLevel?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Where log lines go; standard output. */
  readonly logTo?: LogTarget
}

/** A service that runs elsewhere: a container, or one that several processes share. */
export interface ConnectOptions {
  /** `http://host:port`. */
  readonly url: string
  /** SWAS_CONTROL_TOKEN, where the service has one. */
  readonly controlToken?: string | undefined
}
