/** Starts a service in the process of a test. */
import type { AddressInfo } from 'node:net'
import { buildApp } from '../app.ts'
import type { Instance } from '../client/service-types.ts'
import { configOf } from '../config/options.ts'
import type { StartOptions } from './types.ts'

/** Rejects with the message of the setting if an option is wrong. Nothing is left running then. */
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

/** The endpoint for clients on this machine. */
function toEndpoint({ address, port }: AddressInfo): string {
  if (address === '0.0.0.0') return `127.0.0.1:${port}`
  if (address === '::') return `[::1]:${port}`
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}
