/** Where to log on to a server: address, port, user name and host keys. */
import { fingerprints } from '../keys/fingerprint.ts'
import type { HostKeys } from './host-keys.ts'

export interface LogonPlace {
  readonly port: number
  /** Whether each server has an address of its own; otherwise the user name names the server. */
  readonly isByAddress: boolean
}

export interface Logons {
  readonly hostKeys: HostKeys
  /** undefined if SSH is off. */
  place(): LogonPlace | undefined
}

/** Everything that a client needs to log on to a server and to verify its host key. */
export interface Coordinates {
  readonly host: string
  readonly port: number
  readonly userName: string
  readonly hostKeys: readonly { readonly type: string; readonly publicKey: string; readonly fingerprint: string }[]
}

/** `endpoint` is the host and port of the API that the caller used. undefined if SSH is off. */
export async function findCoordinates(
  { hostKeys, place }: Logons,
  server: { readonly instanceId: string; readonly systemDisk: number; readonly publicIpAddress: string },
  endpoint: string
): Promise<Coordinates | undefined> {
  const found = place()
  if (found === undefined) return undefined
  const { port, isByAddress } = found
  const keys = await hostKeys.of(isByAddress ? server : 'shared')
  return {
    host: isByAddress ? server.publicIpAddress : endpoint.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'),
    port,
    userName: isByAddress ? 'root' : `root+${server.instanceId}`,
    hostKeys: keys.map(({ publicKey }) => ({
      type: publicKey.split(' ')[0] ?? '',
      publicKey,
      fingerprint: `SHA256:${fingerprints(publicKey).sha256}`
    }))
  }
}

/** Host and port as known_hosts writes them. */
export const knownAs = ({ host, port }: Pick<Coordinates, 'host' | 'port'>): string =>
  port === 22 ? host : `[${host}]:${port}`
