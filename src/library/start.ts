/** An instance of the service in the process of those who test. */
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { buildApp } from '../app.ts'
import { checkConfig } from '../config.ts'
import { givenBy } from './options.ts'
import type { Instance, StartOptions } from './types.ts'

// Tests move the clock of the service, and what they call with signs by the machine's.
const anyTimeMs = 7000 * 366 * 86_400_000 // as far as the clock can be moved

const random = (bytes: number) => randomBytes(bytes).toString('hex')

/** Rejects with a setting's own words where an option is wrong. What fails leaves nothing running. */
export async function start(options: StartOptions): Promise<Instance> {
  const { logTo, accessKeys = [] } = options
  const accessKey = { accessKeyId: `test-${random(8)}`, accessKeySecret: random(24) }
  const controlToken = options.controlToken ?? (options.auth === 'verify' ? random(24) : undefined)
  const given = givenBy({ ...options, accessKeys: [...accessKeys, accessKey], ...(controlToken && { controlToken }) })
  const checked = checkConfig(given)
  const config = options.signatureWindowS === undefined ? { ...checked, signatureWindowMs: anyTimeMs } : checked
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
