/** The generated SDKs: they share one core, translated into each language. */
import type { ClientEnvironment } from '../client-environment.ts'
import { sdkCredentials } from '../credentials.ts'
import type { Route } from './client.ts'

// Their endpoint doesn't depend on the region: the clients' endpoint rule is empty.
const to = 'swas-open.aliyuncs.com'

export const sdkRoute = (clientEnvironment: ClientEnvironment): Route => ({
  to,
  why: 'the default of an SDK without an endpoint in the code; no variable changes it',
  credentials: sdkCredentials(clientEnvironment)
})
