import { createControl } from '../client/control.ts'
import type { SwasLocal } from '../client/service-types.ts'
import { endEarly, startEarly } from '../store/embedded/shared-thread.ts'
import type { StartOptions } from './types.ts'

let isLoaded = false

/**
 * Starts a service in this process. What it needs is loaded here, so that `connectSwasLocal` alone loads none of it.
 */
export async function startInstance(options: StartOptions): Promise<SwasLocal> {
  const { databaseUrl, dataDir, seed } = options
  if (!isLoaded && databaseUrl === undefined && dataDir === undefined) startEarly()
  try {
    const { start } = await import('./start.ts')
    isLoaded = true
    const instance = await start(options)
    const control = createControl(instance)
    try {
      if (typeof seed === 'object') await control.seed(seed)
    } catch (error) {
      await instance.stop()
      throw error
    }
    return { ...control, ...instance, [Symbol.asyncDispose]: instance.stop }
  } catch (error) {
    endEarly()
    throw error
  }
}
