/** An instance of the service in the process of those who test. */
import type { AddressInfo } from 'node:net'
import { buildApp } from '../app.ts'
import type { Instance } from '../client/service-types.ts'
import { configOf } from '../config/options.ts'
import type { StartOptions } from './types.ts'

/** Rejects with a setting's own words where an option is wrong. What fails leaves nothing running. */
export async function start(options: StartOptions): Promise<Instance> {
  const { logTo } = options
  const { config, accessKey, controlToken } = configOf(options, { LOG_LEVEL: logTo === undefined ? 'silent' : 'info' })
  const { app, ssh, listen } = await buildApp(config, logTo && { logTo })
  await listen()
  const place = ssh?.place()
  const endpoint = toEndpoint(app.server.address() as AddressInfo)
  const url = `http://${endpoint}`
  let stopping: Promise<void> | undefined
  return {
    endpoint,
    url,
    rest: `${url}/v1`,
    ssh: place && { host: '127.0.0.1', port: place.port },
    accessKey,
    controlToken,
    stop() {
      stopping ??= app.close()
      return stopping
    }
  }
}

/** Where it is reached from this machine. */
function toEndpoint({ address, port }: AddressInfo): string {
  if (address === '0.0.0.0') return `127.0.0.1:${port}`
  if (address === '::') return `[::1]:${port}`
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}
