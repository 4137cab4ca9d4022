/** What the generated SDKs have in common: one core, translated into each language. */

import type { ClientEnvironment } from '../client-environment.ts'
import { sdkCredentials } from '../credentials.ts'
import type { Route } from './client.ts'

// Their clients' endpoint rule is empty, so that the region has no part in it.
const to = 'swas-open.aliyuncs.com'

export const sdkRoute = (clientEnvironment: ClientEnvironment): Route => ({
  to,
  why: 'no variable says an endpoint: where the code says none, it goes there',
  credentials: sdkCredentials(clientEnvironment)
})
