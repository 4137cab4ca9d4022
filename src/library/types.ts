/** The options of `startSwasLocal` and `connectSwasLocal`; like the types of src/client, types of the package. */
import type { SettingOptions } from '../client/setting-options.ts'

/** Takes one line of JSON at a time; `process.stdout` will do. */
export interface LogTarget {
  write(line: string): void
}

/** Nothing is read from the environment. */
export interface StartOptions extends SettingOptions {
  /** Where log lines go. Default: standard output. */
  readonly logTo?: LogTarget
}

/** Where a running service is found: in a container, or in another process. */
export interface ConnectOptions {
  /** `http://host:port`. */
  readonly url: string
  /** SWAS_CONTROL_TOKEN of the service, if it has one. */
  readonly controlToken?: string | undefined
}
