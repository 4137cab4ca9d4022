/** What is known of a client: how it is pointed here, and where it goes when it isn't. */
import type { ClientEnvironment } from '../client-environment.ts'
import type { Target } from '../target.ts'

/** An AccessKey to call with. */
export interface Key {
  readonly id: string
  readonly secret: string
  /** Empty where it has none. */
  readonly token: string
  /** Whether the service knows it, so that calls must be signed. */
  readonly isKnown: boolean
}

/** Where a client's next call goes. */
export interface Route {
  /** `host:port`; empty where it goes nowhere. */
  readonly to: string
  readonly why: string
  /** The credentials that it would take along, where it finds any. */
  readonly credentials: Found | undefined
}

/** Credentials in a file or in the environment. */
export interface Found {
  readonly where: string
  /** Their name, without what could be used. */
  readonly shown: string
  readonly isReal: boolean
}

export interface Client {
  readonly title: string
  /** What it reads from the environment; empty for what must not be there. */
  variables(target: Target, key: Key): Readonly<Record<string, string>>
  /** What remains to be said, in its own language. */
  lines(target: Target, key: Key): readonly string[]
  /** Where its calls go that say nothing else; of some there are several kinds. */
  routes(clientEnvironment: ClientEnvironment): Readonly<Record<string, Route>>
}

export const region = 'cn-hangzhou'

/** Where the SDKs and the CLI's plugins find credentials first. */
export const credentialVariables = ({ id, secret, token }: Key) => ({
  ALIBABA_CLOUD_ACCESS_KEY_ID: id,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
  ALIBABA_CLOUD_SECURITY_TOKEN: token
})
