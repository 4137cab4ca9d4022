/** A client of the cloud: how to point it at swas-local, and where it goes otherwise. */
import type { ClientEnvironment } from '../client-environment.ts'
import type { Target } from '../target.ts'

/** An AccessKey to call with. */
export interface Key {
  readonly id: string
  readonly secret: string
  /** Empty if it has none. */
  readonly token: string
  /** Whether the service knows it, so that calls must be signed. */
  readonly isKnown: boolean
}

/** Where a client's next call goes. */
export interface Route {
  /** `host:port`; empty if only its code says where. */
  readonly to: string
  readonly why: string
  /** The credentials that it would send, if it finds any. */
  readonly credentials: Found | undefined
}

/** Credentials in a file or in the environment. */
export interface Found {
  readonly where: string
  /** The first characters of the AccessKeyId. */
  readonly shown: string
  readonly isReal: boolean
}

export interface Client {
  readonly title: string
  /** The variables that it reads; an empty value means that it must not be set. */
  variables(target: Target, key: Key): Readonly<Record<string, string>>
  /** What the user must write in code, in the language of the client. */
  lines(target: Target, key: Key): readonly string[]
  /** Where its calls go by default; some clients have several kinds of calls. */
  routes(clientEnvironment: ClientEnvironment): Readonly<Record<string, Route>>
}

export const region = 'cn-hangzhou'

/** The variables where the SDKs and the CLI's plugins look for credentials first. */
export const credentialVariables = ({ id, secret, token }: Key) => ({
  ALIBABA_CLOUD_ACCESS_KEY_ID: id,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
  ALIBABA_CLOUD_SECURITY_TOKEN: token
})
