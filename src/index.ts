/** The library: starts a service in your own process, or connects to one elsewhere. */
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
 * Starts a service without any shared state, and resolves when it answers. Any number may run in one process. Rejects if
 * an option is wrong or the port is taken; nothing is left running then.
 */
export async function startSwasLocal(options: StartOptions = {}): Promise<SwasLocal> {
  return await startInstance(options)
}

/** Gives the control API of a service that runs elsewhere. */
export function connectSwasLocal(options: ConnectOptions): SwasControl {
  return createControl(options)
}
