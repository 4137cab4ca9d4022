import { createControl } from '../client/control.ts'
import type { SwasLocal } from '../client/service-types.ts'
import { endEarly, startEarly } from '../store/embedded/shared-thread.ts'
import type { StartOptions } from './types.ts'

let isLoaded = false

/** An instance, and what can be done with it. Who only connects to one elsewhere loads none of what it needs. */
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
