/** The library: an instance of the service in one's own process, and what a test suite can do with any. */
import { createControl } from './client/control.ts'
import type { SwasControl, SwasLocal } from './client/service-types.ts'
import { startInstance } from './library/instance.ts'
import type { ConnectOptions, StartOptions } from './library/types.ts'

export type * from './client/service-types.ts'
export type * from './client/setting-options.ts'
export { SwasError } from './client/swas-error.ts'
export type * from './client/types.ts'
export type * from './library/types.ts'

/**
 * Starts an instance that has nothing in common with any other, and resolves when it answers. Any number may run in one
 * process. Rejects where an option is wrong or the port is taken, and leaves nothing behind.
 */
export async function startSwasLocal(options: StartOptions = {}): Promise<SwasLocal> {
  return await startInstance(options)
}

/** The same for a service that runs elsewhere. */
export function connectSwasLocal(options: ConnectOptions): SwasControl {
  return createControl(options)
}
